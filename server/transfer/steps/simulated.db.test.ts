import { join } from 'node:path'
import { expect, test } from 'vitest'
import { killedSimulation } from '../../testing/simulations.ts'

const YAML = join(import.meta.dirname, '..', 'workflows', 'gandi-transfer.yaml')

test('transfers that are simulated with faults, and killed in the middle, all arrive; nothing is ordered twice', async () => {
  const result = await killedSimulation([YAML, '--runs', '12', '--seed', '4', '--faults', '0.15'], [4000, 6000])
  expect(result).toMatchObject({ runs: 12, finished: 12, failed: 0, blocked: 0, irreversibleTwice: 0, lostSteps: 0 })
})
