import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rehearsalPorts } from '../../adapters/workflow-ports.sim.ts'
import { logTo } from '../../platform/log.ts'
import { removeFolder, temporaryFolder } from '../../testing/children.ts'
import { eachEngine } from '../../testing/databases.ts'
import type { Ports } from '../ports.ts'
import { killedSimulation } from '../../testing/simulations.ts'
import { simulate } from './actions/simulate.ts'

const HARD = readFileSync(join(import.meta.dirname, 'hard.test.yaml'), 'utf8')
const nothing = { takes: { needed: [] }, gives: [] }
const PORTS: Ports = {
  actions: { 'test.act': { ...nothing, ensure: () => Promise.resolve({ done: {} }), undo: () => Promise.resolve() } },
  probes: { 'test.look': { ...nothing, look: () => Promise.resolve({ passed: true, says: '', result: {} }) } },
}

eachEngine('a workflow, many times, with everything going wrong', (open) => {
  test.each([[1, 0.05], [2, 0.3]])('with the dice of %i and faults of %f, every run ends, nothing is done twice or lost', async (seed, faults) => {
    const folder = temporaryFolder('simulation')
    await open().transaction(async (db) => {
      for (const table of ['runs', 'run_events', 'run_steps', 'run_secrets', 'jobs']) await db(table).delete()
    })
    const result = await simulate({ database: open(), folder, log: logTo('silent'), ports: rehearsalPorts(PORTS), onProgress: () => undefined }, { yaml: HARD, runs: 12, seed, faults })
    expect(result).toMatchObject({ runs: 12, finished: 12, failed: 0, blocked: 0, irreversibleTwice: 0, lostSteps: 0 })
    // The gate, and what fails until somebody tries again.
    expect(result.humanActions).toBeGreaterThanOrEqual(12)
    removeFolder(folder)
  })
})

test('a simulation that is killed again and again comes to the same end', async () => {
  const result = await killedSimulation(['restore', '--runs', '25', '--seed', '9', '--faults', '0.2'], [1500, 2500, 3500])
  expect(result).toMatchObject({ runs: 25, finished: 25, failed: 0, irreversibleTwice: 0, lostSteps: 0 })
})
