import { pino, type Logger } from 'pino'

export type Log = Logger

/** The log, on standard error (standard output belongs to `--json`). What could carry a secret is cut out. */
export function logTo(level: string): Log {
  return pino({
    level,
    base: null,
    redact: { paths: ['password', '*.password', 'url', '*.url', 'headers.authorization', 'headers.cookie', 'pass', '*.pass'], censor: '[removed]' },
  }, pino.destination({ dest: 2, sync: true }))
}
