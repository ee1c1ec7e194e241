import { pino, type Logger } from 'pino'
import { RemoteFailure } from './errors.ts'

export type Log = Logger

/** The log, on standard error (standard output belongs to `--json`). What could carry a secret is cut out. */
export function logTo(level: string): Log {
  return pino({
    level,
    base: null,
    // What another server did is told by its sentence; our own stack says nothing about it.
    serializers: { err: (error: Error) => error instanceof RemoteFailure ? { type: error.name, message: error.message } : pino.stdSerializers.err(error) },
    redact: { paths: ['password', '*.password', 'url', '*.url', 'headers.authorization', 'headers.cookie', 'pass', '*.pass'], censor: '[removed]' },
  }, pino.destination({ dest: 2, sync: true }))
}
