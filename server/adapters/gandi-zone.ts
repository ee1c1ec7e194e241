import { z } from 'zod'
import type { RrSet } from '../transfer/gandi/domain.ts'
import type { Wished } from '../transfer/gandi/ports.ts'
import { unseenDomain } from '../transfer/gandi/rights.ts'
import { lackingIn } from '../transfer/gandi/zone-changes.ts'
import { present, readAs, wholeList, type AskGandi, type GandiAnswer } from './gandi-asking.ts'
import { Key, Records, Snapshot } from './gandi-reading.ts'

const livedns = (domain: string) => `/livedns/domains/${encodeURIComponent(domain)}`

export const recordsOf = (ask: AskGandi, domain: string): Promise<RrSet[]> => wholeList(ask, `${livedns(domain)}/records`, { right: 'technical', shape: Records })

export async function zoneTextOf(ask: AskGandi, domain: string): Promise<string> {
  const answer = present(await ask(`${livedns(domain)}/records`, { right: 'technical', accept: 'text/plain' }))
  if (!answer) throw unseenDomain(domain)
  return answer.text
}

/** Writes what is not as it is wanted; nothing else is touched. */
export async function ensureRecords(ask: AskGandi, domain: string, wanted: readonly RrSet[]) {
  for (const { name, type, ttl, values } of lackingIn(await recordsOf(ask, domain), wanted)) {
    present(await ask(`${livedns(domain)}/records/${encodeURIComponent(name)}/${encodeURIComponent(type)}`, { right: 'technical', method: 'PUT', body: { rrset_ttl: ttl, rrset_values: values } }))
  }
}

/** Looks for the snapshot of this name first: a second attempt would keep the zone as it was changed meanwhile. */
export async function ensureSnapshot(ask: AskGandi, domain: string, name: string): Promise<string> {
  const path = `${livedns(domain)}/snapshots`
  const same = async () => (await wholeList(ask, path, { right: 'technical', shape: Snapshot })).find(one => one.name === name)?.id
  const known = await same()
  if (known !== undefined) return known
  const made = present(await ask(path, { right: 'technical', method: 'POST', body: { name } }))
  if (!made) throw unseenDomain(domain)
  // Its answer may be a sentence without the number.
  return Snapshot.safeParse(z.unknown().catch(null).parse(jsonIn(made.text))).data?.id ?? await same() ?? name
}

function jsonIn(text: string): unknown {
  try { return JSON.parse(text) }
  catch { return null }
}

export async function snapshotOf(ask: AskGandi, domain: string, id: string): Promise<RrSet[]> {
  const answer = present(await ask(`${livedns(domain)}/snapshots/${encodeURIComponent(id)}`, { right: 'technical' }))
  if (!answer) throw unseenDomain(domain)
  return readAs(answer, Snapshot).zone_data ?? []
}

const keysAt = (domain: string) => `/domain/domains/${encodeURIComponent(domain)}/dnskeys`
export const keysOf = (ask: AskGandi, domain: string) => wholeList(ask, keysAt(domain), { right: 'technical', shape: Key })

/** Takes DNSSEC away: first LiveDNS is to make no keys any more, or it would give them to the registry again. */
export async function ensureUnsigned(ask: AskGandi, domain: string): Promise<Wished> {
  const keys = await keysOf(ask, domain)
  if (keys.length === 0) return 'done'
  const answers: GandiAnswer[] = [await ask(`/domain/domains/${encodeURIComponent(domain)}/livedns/dnssec`, { right: 'technical', method: 'DELETE' })]
  // Where LiveDNS signs, it takes its keys away by itself; keys of another's name servers are taken away one by one.
  if (answers[0] === 'absent') for (const { id } of keys) answers.push(await ask(`${keysAt(domain)}/${encodeURIComponent(id)}`, { right: 'technical', method: 'DELETE' }))
  return answers.includes('busy') ? 'busy' : 'asked'
}
