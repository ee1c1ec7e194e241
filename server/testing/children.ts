import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A folder that lives as long as a test. Others may enter it: servers give up root's rights. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `permanence-${name}-`))
  chmodSync(folder, 0o755)
  guards.set(folder, guard(REMOVE_FOLDER, folder))
  return folder
}

const guards = new Map<string, ChildProcess>()

/** Removes a temporary folder; a server that is still closing its files does not make it fail. */
export function removeFolder(folder: string) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  guards.get(folder)?.kill('SIGKILL')
  guards.delete(folder)
}

/** Ports on the loopback that nobody listens on. Another process may take one first: whoever starts a server tries again. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map(server => once(server, 'listening')))
  const ports = servers.map(server => (server.address() as { port: number }).port)
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  return ports
}

export type Guarded = {
  child: ChildProcess
  pid: number
  /** What it has said so far, on both outputs. */
  said: () => string
  signal: (name: NodeJS.Signals) => void
  /** Asks it to stop, insists after a while, and resolves when it is gone. */
  stop: (signal?: NodeJS.Signals) => Promise<void>
}

export type Start = { command: string, args: string[], env?: NodeJS.ProcessEnv, cwd?: string }

const KILL_GROUP = 'kill -s KILL -- "-$1"'
const REMOVE_FOLDER = 'sleep 1; rm -rf -- "$1"'

/** Runs this when our process has died, however it died: what no process can hold that dies with us. Answers what calls it off. */
export function whenWeDie(act: string, subject: string): () => void {
  const guarding = guard(act, subject)
  return () => { guarding.kill('SIGKILL') }
}

// A guard waits for the end of its standard input, which comes when we die, however we die; then it cleans up.
function guard(act: string, subject: string): ChildProcess {
  const child = spawn('/bin/sh', ['-c', `cat >/dev/null; ${act}`, 'guard', subject], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  child.unref()
  return child
}

/** Starts a process that cannot outlive this one. It leads a process group, so that its own children go with it. */
export function startGuarded({ command, args, env, cwd }: Start): Guarded {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, cwd, env: env ?? process.env })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => output.push(text))
  child.once('error', error => output.push(String(error)))
  const { pid } = child
  if (pid === undefined) throw new Error(`${command} cannot be started: is it installed?`)
  const guarding = guard(KILL_GROUP, String(pid))
  child.once('exit', () => guarding.kill('SIGKILL'))

  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-pid, name)
    }
    catch {
      // Gone already.
    }
  }
  return { child, pid, said: () => output.join(''), signal, stop: name => stop(child, signal, name) }
}

async function stop(child: ChildProcess, signal: (name: NodeJS.Signals) => void, name: NodeJS.Signals = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  signal(name)
  signal('SIGCONT')
  const insist = setTimeout(() => signal('SIGKILL'), 10_000)
  await gone
  clearTimeout(insist)
  // Whatever it had started and left behind.
  signal('SIGKILL')
}

/** Tries until it works; gives up at once when the process has ended. */
export async function untilReady(server: Guarded, attempt: () => Promise<unknown>, patienceMs = 90_000): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await wait(20)) {
    try {
      await attempt()
      return
    }
    catch (error) {
      const ended = server.child.exitCode !== null || server.child.signalCode !== null
      if (ended || Date.now() > until) throw new Error(`The server did not become ready (${String(error)}). It said:\n${server.said()}`)
    }
  }
}
