import fc from 'fast-check'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RECORD_DATA } from '../../testing/record-data.ts'
import { arbitraryZone } from '../../testing/zones.ts'
import type { DnsRecord } from '../record.ts'
import { dataToWire } from './rdata/data.ts'
import { readZone } from './reading.ts'
import { writeZone } from './writing.ts'

const zone = 'exemple.org.'
const run = promisify(execFile)
const lenient = ['-i', 'none', ...['-k', '-n', '-m', '-M', '-S', '-r', '-T', '-W'].flatMap(check => [check, 'ignore'])]
let folder: string

beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'zone-')) })
afterAll(async () => { await rm(folder, { recursive: true }) })

const top: DnsRecord[] = [
  { name: zone, ttl: 3600, type: 'SOA', data: 'ns1.exemple.org. admin\\.dns.exemple.org. 2026112201 10800 3600 604800 300' },
  { name: zone, ttl: 3600, type: 'NS', data: 'ns1.exemple.net.' },
]
const plain = (records: readonly DnsRecord[]) => records.map(({ name, ttl, type, data }) => `${name} ${ttl} ${type} ${data}`).sort()

/** What BIND makes of a zone, as text and as bytes. */
async function compiled(records: readonly DnsRecord[]) {
  const [ours, text, raw] = ['ours', 'text', 'raw'].map(name => join(folder, name)) as [string, string, string]
  await writeFile(ours, writeZone(records, { zone }))
  const arguments_ = (format: string, to: string) => ['-q', ...lenient, '-F', format, '-o', to, zone, ours]
  await run('named-compilezone', arguments_('text', text), { env: { PATH: `${process.env.PATH}:/usr/sbin` } })
  await run('named-compilezone', arguments_('raw', raw), { env: { PATH: `${process.env.PATH}:/usr/sbin` } })
  return { text: await readFile(text, 'utf8'), raw: await readFile(raw) }
}

async function expectAgreed(records: readonly DnsRecord[]) {
  const { text, raw } = await compiled(records)
  const theirs = readZone(text, { origin: zone })
  expect(theirs.problems).toEqual([])
  expect(plain(theirs.records)).toEqual(plain(records))
  for (const { type, data } of records) expect(raw.includes(dataToWire(type, data)), `${type} ${data}`).toBe(true)
}

test('BIND takes every type as we write it, says the same of it, and has the same bytes', async () => {
  // The SOA is at the top; an IPSECKEY without a key is good by RFC 4025 §2.4, and not to BIND.
  const understood = RECORD_DATA.filter(([type, , data]) => type !== 'SOA' && data !== '10 0 0 .')
  const records = understood.map(([type, , data], i) => ({ name: `n${i}.${zone}`, ttl: 300, type: type === 'TYPE1' ? 'A' : type, data }))
  await expectAgreed([...top, ...records])
})

test('BIND understands any name and any text as we write them', async () => {
  const zones = fc.sample(arbitraryZone('any.exemple.org.', ['TXT', 'MX', 'SRV', 'HINFO', 'URI', 'RP', 'TYPE65280', 'AAAA', 'LOC']), { numRuns: 12, seed: 7 })
  // One TTL for all records of a name and type, as RFC 2181 §5.2 wants it and BIND makes it.
  const records = zones.flat().map(record => ({ ...record, ttl: 300 }))
  const once = [...new Map(records.map(record => [JSON.stringify([record.name, record.type, record.data]), record])).values()]
  expect(once.length).toBeGreaterThan(40)
  await expectAgreed([...top, ...once])
})
