import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SimulationResult } from '../workflows/simulating/contract.ts'
import { removeFolder, temporaryFolder } from './children.ts'

/** `permanence workflow simulate` with these arguments, killed after each of these milliseconds, and then left to its end. */
export async function killedSimulation(args: readonly string[], killedAfterMs: readonly number[]): Promise<SimulationResult> {
  const folder = temporaryFolder('simulation')
  const env = { ...process.env, PERMANENCE_DATA_DIR: folder, PERMANENCE_DATABASE_URL: `sqlite:${join(folder, 'p.db')}` }
  const run = () => spawn(process.execPath, ['server/cli.ts', 'workflow', 'simulate', ...args, '--json'], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  for (const patience of killedAfterMs) {
    const child = run()
    await Promise.race([once(child, 'exit'), wait(patience)])
    child.kill('SIGKILL')
  }
  const last = run()
  const said: Buffer[] = []
  last.stdout.on('data', (part: Buffer) => said.push(part))
  await once(last, 'exit')
  removeFolder(folder)
  return SimulationResult.parse(JSON.parse(Buffer.concat(said).toString()))
}
