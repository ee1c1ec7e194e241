import { expect, test } from 'vitest'
import { killedSimulation } from '../../testing/simulations.ts'

test('transfers that are simulated with faults, and killed in the middle, all arrive; nothing is ordered twice', async () => {
  const result = await killedSimulation(['gandi-transfer', '--runs', '12', '--seed', '4', '--faults', '0.15'], [4000, 6000])
  expect(result).toMatchObject({ runs: 12, finished: 12, failed: 0, blocked: 0, irreversibleTwice: 0, lostSteps: 0 })
  expect(result.mostHumanActions).toBeLessThanOrEqual(3)
})

test('domains that leave, in all the ways there are, come to their end with three acts of ours at most', async () => {
  const result = await killedSimulation(['domain-leaving', '--runs', '8', '--seed', '5', '--faults', '0.05'], [])
  expect(result).toMatchObject({ runs: 8, finished: 8, failed: 0, blocked: 0, irreversibleTwice: 0, lostSteps: 0 })
  expect(result.mostHumanActions).toBeLessThanOrEqual(3)
})
