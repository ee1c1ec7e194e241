import { expect, test } from 'vitest'
import { checks } from '../provisioners/actions/checking/checks.ts'
import type { Checked } from '../provisioners/actions/checking/check.ts'
import { simulatedAlternc } from './alternc.sim.ts'

test('the simulated hosting keeps the contract that the real one is checked by', async () => {
  const clock = () => new Date(Date.UTC(2026, 10, 22, 12))
  const points = checks(simulatedAlternc({ clock }), { login: 'contract', domain: 'contract.fr', write: true, clock })
  const told: Checked[] = []
  for (let next = await points.next(); !next.done; next = await points.next()) told.push(next.value)
  expect(told.filter(({ ok }) => !ok)).toEqual([])
  expect(told.map(({ check }) => check)).toContain('domain: removed')
})
