import { spawn } from 'node:child_process'
import { z } from 'zod'
import { RemoteFailure } from '../../platform/errors.ts'

/** A program to run, with its arguments; nothing secret is among them. */
export type Command = { file: string, args: readonly string[], env?: Record<string, string> }

/** What is asked of the bridge, and how long we wait for its answer. */
export type Question = { call: string, args: Record<string, unknown>, patienceMs: number, secrets: readonly string[] }

/** The bridge's answer, of the right form; what a result holds is for whoever asked. */
export type Answer = z.infer<typeof Answer>

const PROTOCOL = 1
const MOST_BYTES = 16 * 1024 * 1024
const MOST_COMPLAINT = 2000
const MOST_QUOTED = 120
const KILL_AFTER_MS = 5000

const Message = z.object({ level: z.string(), class: z.string(), text: z.string() })
const said = { protocol: z.literal(PROTOCOL), messages: z.array(Message), noise: z.string() }
const Answer = z.discriminatedUnion('ok', [
  z.object({ ...said, ok: z.literal(true), result: z.record(z.string(), z.unknown()) }),
  z.object({ ...said, ok: z.literal(false), code: z.string().max(60), says: z.string(), retry: z.boolean() }),
])

type Ended = { out: Buffer, complaint: string, code: number | null, stopped: string | null }

/**
 * Asks the bridge once: one line to the program's standard input, one line from its standard output. Whatever else happens is a
 * RemoteFailure in words, which holds no secret; `retry` where another try may fare better.
 */
export async function askBridge(command: Command, question: Question, signal?: AbortSignal): Promise<Answer> {
  signal?.throwIfAborted()
  const { call, args, secrets } = question
  const ended = await run(command, { line: `${JSON.stringify({ protocol: PROTOCOL, call, args })}\n`, patienceMs: question.patienceMs, signal })
  signal?.throwIfAborted()
  if (ended.stopped !== null) throw failed(true, ended.stopped)
  // The code it ended with says nothing more: PHP has one of its own after an error that the bridge has told.
  if (ended.out.length === 0) throw failed(true, `the bridge did not answer${reasonOf(ended, secrets)}`)
  return understood(ended.out, secrets)
}

/** The answer in these bytes. */
export function understood(out: Buffer, secrets: readonly string[] = []): Answer {
  const text = textOf(out)
  if (text === null) throw failed(false, 'the bridge answered with bytes that are no text')
  if (!text.endsWith('\n')) throw failed(true, 'the answer of the bridge was cut off')
  const line = text.slice(0, -1)
  if (line.includes('\n')) throw failed(false, `the bridge answered with more than one line; it begins with ${quoted(line, secrets)}`)
  const read = Answer.safeParse(parsed(line))
  if (read.success) return read.data
  const other = z.object({ protocol: z.number() }).safeParse(parsed(line))
  if (other.success && other.data.protocol !== PROTOCOL) throw failed(false, `the bridge speaks protocol ${other.data.protocol}, and ${PROTOCOL} is expected: install the one of this version`)
  throw failed(false, `the bridge answered with something else than its own words; it begins with ${quoted(line, secrets)}`)
}

const failed = (retry: boolean, says: string) => new RemoteFailure('AlternC', retry, says)

function textOf(bytes: Buffer): string | null {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  catch { return null }
}

function parsed(line: string): unknown {
  try { return JSON.parse(line) }
  catch { return undefined }
}

/** A piece of what came, fit to be shown: it may be anything. */
function quoted(text: string, secrets: readonly string[]): string {
  return `“${clean(text.slice(0, MOST_QUOTED * 2), secrets).slice(0, MOST_QUOTED)}”`
}

function clean(text: string, secrets: readonly string[]): string {
  const without = secrets.filter(secret => secret !== '').reduce((left, secret) => left.replaceAll(secret, '•••'), text)
  return without.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}

function reasonOf({ complaint, code }: Ended, secrets: readonly string[]): string {
  const said = clean(complaint, secrets)
  return said === '' ? ` (its program ended with ${code ?? 'a signal'})` : `: ${said}`
}

type Running = { line: string, patienceMs: number, signal: AbortSignal | undefined }

function run({ file, args, env }: Command, { line, patienceMs, signal }: Running): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...FAMILIAR, ...env } })
    const out: Buffer[] = []
    let [size, complaint, stopped] = [0, '', null as string | null]
    const stop = (why: string) => {
      stopped ??= why
      child.kill()
      setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref()
      // What it started may hold its outputs open: nobody waits for that.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const late = setTimeout(() => stop(`the bridge did not answer within ${Math.round(patienceMs / 1000)} seconds`), patienceMs)
    const abort = () => stop('the question was called off')
    signal?.addEventListener('abort', abort, { once: true })
    const end = () => {
      clearTimeout(late)
      signal?.removeEventListener('abort', abort)
    }
    child.stdout.on('data', (bytes: Buffer) => {
      size += bytes.length
      if (size > MOST_BYTES) stop('the answer of the bridge is too long')
      else out.push(bytes)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { complaint = (complaint + text).slice(-MOST_COMPLAINT) })
    // A program that ends without reading is judged by what it says.
    child.stdin.on('error', () => undefined)
    child.once('error', (error) => {
      end()
      reject(failed(false, `${file} cannot be run: ${error.message}`))
    })
    child.once('close', (code) => {
      end()
      resolve({ out: Buffer.concat(out), complaint, code, stopped })
    })
    child.stdin.end(line)
  })
}

// Our own settings (the database, the secret key) are no business of the programs we run.
const FAMILIAR = Object.fromEntries(Object.entries(process.env).filter(([name, value]) => value !== undefined && ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'SSH_AUTH_SOCK', 'PERMANENCE_ALTERNC_CLASSES'].includes(name))) as Record<string, string>
