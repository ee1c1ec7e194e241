import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { Refusal } from '../platform/errors.ts'

const root = join(import.meta.dirname, '../..')
const stamp = join(root, 'client/dist/.built-from')
const SOURCES = ['client/src/**/*', 'client/index.html', 'client/*.ts', 'server/**/contract.ts', 'package-lock.json']

/** Builds the console when its sources have changed since the last build; `tell` hears that it takes a moment. */
export async function buildClient(tell: (text: string) => void) {
  const wanted = await digestOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  tell('Building the console (some seconds, the first time only)…')
  const build = spawn('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [build.stdout, build.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const [status] = await once(build, 'close') as [number | null]
  if (status !== 0) throw new Refusal('conflict', `The console could not be built:\n${said}`)
  writeFileSync(stamp, wanted)
}

async function digestOfSources(): Promise<string> {
  const digest = createHash('sha256')
  const files: string[] = []
  for await (const path of glob(SOURCES, { cwd: root, exclude: name => name.endsWith('.test.ts') })) files.push(path)
  for (const path of files.sort()) {
    try { digest.update(path).update(readFileSync(join(root, path))) }
    catch (error) { if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error }
  }
  return digest.digest('hex')
}
