import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryZone } from '../../testing/zones.ts'
import type { DnsRecord } from '../record.ts'
import { compareZones } from './compare.ts'
import { planZone } from './plan.ts'
import { ALTERNC } from './representation.ts'
import { isSpf, txtData } from './txt.ts'

const zone = 'exemple.org.'
const record = (name: string, type: string, data: string): DnsRecord => ({ name, ttl: 3600, type, data })
const known = fc.constantFrom(
  record(zone, 'MX', '10 spool.mail.gandi.net.'), record(zone, 'A', '217.70.184.38'), record(zone, 'TXT', txtData('v=spf1 include:_mailcust.gandi.net ?all')),
  record(zone, 'TXT', txtData('v=spf1 include:spf.exemple.net ~all')), record(zone, 'TXT', txtData('x'.repeat(300))), record(`www.${zone}`, 'CNAME', zone), record(`a.${zone}`, 'A', '192.0.2.1'),
)
const old = fc.tuple(arbitraryZone(zone, ['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'SRV', 'NS', 'CAA', 'SOA']), fc.uniqueArray(known)).map(([any, some]) => [...any, ...some])
const ours = fc.constantFrom([], [record(zone, 'A', '192.0.2.9'), record(`www.${zone}`, 'A', '192.0.2.9'), record(zone, 'MX', '5 mail.exemple.coop.'), record(zone, 'TXT', txtData('v=spf1 a ~all'))])
const saying = ({ name, type, data }: DnsRecord) => `${name} ${type} ${data}`

test('each record of the old zone is carried, put together with others, left out with a reason, or handed over', () => {
  fc.assert(fc.property(old, ours, (records, made) => {
    const plan = planZone({ zone, old: records, ours: made, capabilities: ALTERNC })
    const told = new Set([...plan.records, ...plan.dropped.map(one => one.record), ...plan.handOver.map(one => one.record)].map(saying))
    const lost = records.filter(one => !told.has(saying(one)) && !isSpf(one) && one.type !== 'SOA' && !(one.type === 'NS' && one.name === zone))
    expect(lost).toEqual([])
    expect(plan.records.filter(one => one.name === zone && isSpf(one)).length).toBeLessThan(2)
  }), { numRuns: 200 })
})

test('a plan that was carried out has nothing missing and nothing extra, and asks for the same lines by hand', () => {
  fc.assert(fc.property(old, ours, (records, made) => {
    const plan = planZone({ zone, old: records, ours: made, capabilities: ALTERNC })
    const { rows, handOver } = compareZones({ zone, old: records, new: plan.records, expected: plan.expected, capabilities: ALTERNC })
    expect(rows.filter(({ category }) => ['missing', 'extra'].includes(category))).toEqual([])
    expect(handOver?.lines.split('\n').length ?? 0).toBe(plan.handOver.length)
  }), { numRuns: 200 })
})

test('a zone compared with itself is the same', () => {
  fc.assert(fc.property(arbitraryZone(zone), (records) => {
    const once = records.map(one => ({ ...one, ttl: 60 }))
    const { rows, handOver } = compareZones({ zone, old: once, new: once, capabilities: ALTERNC })
    expect(rows.filter(({ category }) => category !== 'same')).toEqual([])
    expect(handOver).toBeNull()
  }), { numRuns: 100 })
})
