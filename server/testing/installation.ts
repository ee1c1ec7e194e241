import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { removeFolder, startGuarded, temporaryFolder, untilReady, type Guarded } from './children.ts'

const root = join(import.meta.dirname, '../..')
const PASSWORD = 'une phrase de passe'

/** A whole installation: the real programs, with a database and a data directory of their own. */
export type Installation = {
  env: Record<string, string>
  /** Runs `permanence …` to its end and answers what it printed. */
  run: (args: string[], input?: string) => { status: number | null, stdout: string, stderr: string }
  /** Starts `permanence serve …` on a free port. */
  serve: (...args: string[]) => Promise<Served>
  /** Starts `permanence worker …`. */
  work: (...names: string[]) => Guarded
  /** Adds an agent who signs in with `PASSWORD`. */
  addAgent: (email: string, role?: string) => void
  /** Stops what was started and removes everything. */
  remove: () => Promise<void>
}

export type Served = { url: string, process: Guarded }

type Options = { databaseUrl?: string, env?: Record<string, string> }

/** Prepares an installation; on SQLite in its own folder unless a database is given. */
export function prepareInstallation({ databaseUrl, env: more = {} }: Options = {}): Installation {
  const folder = temporaryFolder('installation')
  const env: Record<string, string> = {
    PERMANENCE_DATABASE_URL: databaseUrl ?? `sqlite:${join(folder, 'permanence.db')}`,
    PERMANENCE_DATA_DIR: join(folder, 'var'),
    PERMANENCE_LOG_LEVEL: 'warn',
    ...more,
  }
  const started: Guarded[] = []
  const start = (args: string[]) => {
    const program = startGuarded({ command: process.execPath, args: ['server/cli.ts', ...args], cwd: root, env: { ...process.env, ...env } })
    started.push(program)
    return program
  }
  const run: Installation['run'] = (args, input = '') => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli.ts', ...args], { cwd: root, env: { ...process.env, ...env }, input, encoding: 'utf8' })
    return { status, stdout, stderr }
  }

  return {
    env,
    run,
    serve: async (...args) => {
      const program = start(['serve', '--port', '0', ...args])
      await untilReady(program, () => program.said().includes('Permanence is at ') ? Promise.resolve() : Promise.reject(new Error('no address yet')), 180_000)
      const url = /Permanence is at (http:\/\/[\d.]+:\d+)/.exec(program.said())?.[1]
      if (!url) throw new Error(`No address in: ${program.said()}`)
      return { url, process: program }
    },
    work: (...names) => start(['worker', ...names]),
    addAgent: (email, role = 'administrator') => {
      const { status, stderr } = run(['agent', 'add', '--email', email, '--name', 'Alice Martin', '--role', role, '--password-stdin'], PASSWORD)
      if (status !== 0) throw new Error(`The agent was not added: ${stderr}`)
    },
    remove: async () => {
      await Promise.all(started.map(program => program.stop()))
      removeFolder(folder)
    },
  }
}

/** Signs in over HTTP and answers the session's cookie. */
export async function signIn(url: string, email: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email, password: PASSWORD }) })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (!response.ok || !cookie) throw new Error(`Signing in was answered ${response.status}: ${await response.text()}`)
  return cookie
}

/** What agents made by `addAgent` type to sign in. */
export { PASSWORD as agentPassword }
