import { expect, test } from 'vitest'
import { simulatedAlternc } from '../adapters/alternc.sim.ts'
import { servedZones } from './zones.ts'
import { NoAnswer } from '../dns/no-answer.ts'

const nobody = () => Promise.reject(new NoAnswer('192.0.2.53', 'silent'))
const network = { ask: nobody, transfer: nobody, resolvers: [{ address: '192.0.2.53' }], clock: () => new Date(0) }
const how = { nameServers: ['ns1.hosting.example.'], names: [], signal: new AbortController().signal }

test('the name servers of a hosting that is played are asked nothing over the network, but for an installation that it is not part of', async () => {
  const provisioner = { ...simulatedAlternc({ clock: () => new Date(0) }), answers: (_server: string, { name, type }: { name: string, type: string }) => ({ code: 'NOERROR', authoritative: true, answers: name !== 'ici.example.' || !['SOA', 'A'].includes(type) ? [] : [{ name, ttl: 60, type, data: type === 'A' ? '192.0.2.1' : 'a. b. 1 1 1 1 1' }] }) }
  const look = (isThere: boolean, zone: string) => servedZones(network, { provisioner, panelUrl: null, isThere: () => Promise.resolve(isThere) })(zone, how)
  expect(await look(true, 'ici.example.')).toMatchObject({ state: 'served', records: [{ type: 'A' }, { type: 'SOA' }] })
  expect(await look(true, 'ailleurs.example.')).toEqual({ state: 'absent' })
  expect(await look(false, 'ici.example.')).toEqual({ state: 'silent' })
})
