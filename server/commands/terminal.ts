import { createInterface } from 'node:readline/promises'
import { compose, type World } from '../compose.ts'
import { configFrom } from '../platform/config.ts'
import { RemoteFailure, Refusal, isSystemFailure } from '../platform/errors.ts'
import { migrate, pendingMigrations } from '../platform/migrate.ts'

/** One result for programs, on a line of standard output. */
export const printJson = (result: unknown) => { process.stdout.write(`${JSON.stringify(result)}\n`) }

/** A result for people, on standard output. */
export const print = (text: string) => { process.stdout.write(`${text}\n`) }

/** What happens meanwhile, on standard error. */
export const tell = (text: string) => { process.stderr.write(`${text}\n`) }

/** Progress on one line of standard error that is written over; on a pipe, nothing. */
export function tellProgress(text: string) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${text}`)
}

export function endProgress() {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[2K')
}

/** The first line of standard input: how a secret is given without a trace in the list of processes. */
export async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin, terminal: false })
  try {
    for await (const line of lines) return line.trim()
    throw new Refusal('invalid', 'Nothing came on standard input.')
  }
  finally {
    lines.close()
  }
}

/** The argument itself, or the first line of standard input when it is `-`. */
export const orFromInput = async (argument: string) => argument === '-' ? readLine() : argument

/** Runs a command that needs the database, brought up to date first, and closes everything afterwards. */
export async function withWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const world = compose(configFrom(process.env))
  try {
    if (await pendingMigrations(world.database).catch(() => 1) > 0) await migrate(world.database)
    return await work(world)
  }
  finally {
    await world.close()
  }
}

/** Ends the process with a sentence for what a person can act on, and with the whole story for a bug. */
export async function exitOnFailure(work: Promise<unknown>) {
  try {
    await work
  }
  catch (error) {
    tell(sentenceOf(error))
    process.exit(1)
  }
}

/** What to tell a person of a failure. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  if (error instanceof RemoteFailure) return `${error.message}. ${error.retry ? 'Trying again later may help.' : 'Correct it, then try again.'}`
  if (isSystemFailure(error)) return `The database or the disk cannot be used: ${reasonOf(error)}. Check PERMANENCE_DATABASE_URL and PERMANENCE_DATA_DIR, and that the server runs.`
  return `Something unexpected went wrong: ${error instanceof Error ? error.stack ?? error.message : String(error)}`
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error)
}

/** Ends when the process is asked to (Ctrl+C, SIGTERM); asked twice, it stops at once. */
export function untilStopped(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(1)
      stop.abort()
    })
  }
  return stop.signal
}
