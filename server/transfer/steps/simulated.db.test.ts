import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../testing/children.ts'
import { SimulationResult } from '../../workflows/simulating/contract.ts'

const YAML = join(import.meta.dirname, '..', 'workflows', 'gandi-transfer.yaml')

test('transfers that are simulated with faults, and killed in the middle, all arrive; nothing is ordered twice', async () => {
  const folder = temporaryFolder('transfers')
  const env = { ...process.env, PERMANENCE_DATA_DIR: folder, PERMANENCE_DATABASE_URL: `sqlite:${join(folder, 'p.db')}` }
  const run = () => spawn(process.execPath, ['server/cli.ts', 'workflow', 'simulate', YAML, '--runs', '12', '--seed', '4', '--faults', '0.15', '--json'], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  for (const patience of [4000, 6000]) {
    const child = run()
    await Promise.race([once(child, 'exit'), wait(patience)])
    child.kill('SIGKILL')
  }
  const last = run()
  const said: Buffer[] = []
  last.stdout.on('data', (part: Buffer) => said.push(part))
  await once(last, 'exit')
  expect(SimulationResult.parse(JSON.parse(Buffer.concat(said).toString()))).toMatchObject({ runs: 12, finished: 12, failed: 0, blocked: 0, irreversibleTwice: 0, lostSteps: 0 })
  removeFolder(folder)
})
