import { isWithin, namedIn } from '../names.ts'
import type { DnsRecord } from '../record.ts'
import type { ZoneObjection, ZoneRow } from './contract.ts'
import { parseSpf, spfLookups } from './spf.ts'
import { isSpf, textOf } from './txt.ts'

type Judged = { zone: string, old: readonly DnsRecord[], new: readonly DnsRecord[], rows: readonly ZoneRow[] }
/** `at`: the records of the new zone by their name. */
type Rule = (judged: Judged & { at: ReadonlyMap<string, DnsRecord[]> }) => ZoneObjection[]

// As octoDNS does it: a small zone changes as a whole all the time.
const MOST_CHANGED = 0.3
const LARGE = 10
// Twenty of a kind are reason enough to stop.
const MOST_OF_A_KIND = 20

/** Reasons to stop and ask a person before the new zone is used, the gravest first. */
export function objections(judged: Judged): ZoneObjection[] {
  const at = Map.groupBy(judged.new, ({ name }) => name)
  return RULES.flatMap(rule => rule({ ...judged, at }).slice(0, MOST_OF_A_KIND))
}

const own = ({ type }: DnsRecord) => type !== 'SOA' && type !== 'NS'
const has = (records: readonly DnsRecord[] | undefined, name: string, types: readonly string[]) => records?.some(record => record.name === name && types.includes(record.type)) ?? false

const empty: Rule = ({ zone, old, new: fresh }) => old.some(own) && !fresh.some(own)
  ? [{ kind: 'empty', name: zone, why: { fr: 'La nouvelle zone est vide.', en: 'The new zone is empty.' } }]
  : []

const manyChanges: Rule = ({ zone, rows }) => {
  const before = rows.filter(row => row.old.length > 0)
  const changed = before.filter(({ category }) => !['same', 'ttlOnly', 'extra'].includes(category))
  const planned = changed.filter(({ category }) => ['expectedChange', 'droppedGandiDefault'].includes(category))
  const records = before.reduce((sum, row) => sum + row.old.length, 0)
  if (records < LARGE || changed.length <= before.length * MOST_CHANGED) return []
  const share = Math.round(changed.length / before.length * 100)
  return [{ kind: 'many-changes', name: zone, why: {
    fr: `${share} % de la zone change ou disparaît (${changed.length} sur ${before.length}, dont ${planned.length} par le déménagement lui-même).`,
    en: `${share}% of the zone changes or goes away (${changed.length} of ${before.length}, ${planned.length} of them by the move itself).`,
  } }]
}

const apexRemoved: Rule = ({ zone, old, new: fresh }) => old.some(record => record.name === zone && own(record)) && fresh.some(own) && !fresh.some(record => record.name === zone && own(record))
  ? [{ kind: 'apex-removed', name: zone, why: { fr: 'Le domaine lui-même n’a plus aucun enregistrement.', en: 'The domain itself has no record any more.' } }]
  : []

const ADDRESSES = ['A', 'AAAA', 'ALIAS', 'ANAME']
const noApexAddress: Rule = ({ zone, old, new: fresh }) => has(old, zone, ADDRESSES) && !has(fresh, zone, ['A', 'AAAA'])
  ? [{ kind: 'no-apex-address', name: zone, why: { fr: 'Le domaine lui-même n’a plus d’adresse : le site sans www ne s’ouvrira pas.', en: 'The domain itself has no address any more: the site without www will not open.' } }]
  : []

const noMail: Rule = ({ zone, old, new: fresh }) => has(old, zone, ['MX']) && !has(fresh, zone, ['MX'])
  ? [{ kind: 'no-mail', name: zone, why: { fr: 'Le domaine n’a plus de serveur de courrier (MX) : il ne recevra plus rien.', en: 'The domain has no mail server (MX) any more: it will receive nothing.' } }]
  : []

const spf: Rule = ({ new: fresh }) => [...Map.groupBy(fresh.filter(isSpf), ({ name }) => name)].flatMap(([name, records]): ZoneObjection[] => {
  if (records.length > 1) return [{ kind: 'several-spf', name, why: { fr: `${records.length} SPF au même nom : le courrier envoyé sera refusé.`, en: `${records.length} SPF at the same name: mail that is sent will be refused.` } }]
  const { terms, wrong } = parseSpf(textOf(records[0]!.data)) ?? { terms: [], wrong: [] }
  const lookups = spfLookups(terms)
  return [
    ...lookups > 10 ? [{ kind: 'spf-lookups' as const, name, why: { fr: `Le SPF demande au moins ${lookups} recherches : au-delà de 10 il ne vaut plus rien.`, en: `The SPF asks for at least ${lookups} look-ups: beyond 10 it is worth nothing.` } }] : [],
    ...wrong.length > 0 ? [{ kind: 'spf-wrong' as const, name, why: { fr: `Le SPF contient « ${wrong[0]} », que personne ne comprend.`, en: `The SPF holds "${wrong[0]}", which nobody understands.` } }] : [],
  ]
})

// A CNAME stands alone, but for what signs it (RFC 2181 §10.1, RFC 4034).
const cnameBeside: Rule = ({ at }) => [...at].flatMap(([name, records]): ZoneObjection[] => {
  const beside = records.filter(({ type }) => !['RRSIG', 'NSEC'].includes(type))
  if (beside.length < 2 || !has(beside, name, ['CNAME'])) return []
  return [{ kind: 'cname-beside', name, why: { fr: 'Un CNAME doit être seul à son nom.', en: 'A CNAME must be alone at its name.' } }]
})

const mail: Rule = ({ new: fresh, at }) => fresh.filter(({ type }) => type === 'MX').flatMap((record): ZoneObjection[] => {
  const [target = ''] = namedIn(record)
  if (/^\d+\.\d+\.\d+\.\d+(?:\.|$)/u.test(target)) return [{ kind: 'mx-to-address', name: record.name, why: { fr: `Le MX mène à une adresse (${target}) : il lui faut un nom.`, en: `The MX leads to an address (${target}): it needs a name.` } }]
  if (!has(at.get(target), target, ['CNAME'])) return []
  return [{ kind: 'mx-to-cname', name: record.name, why: { fr: `Le MX mène à un alias (${target}) : des serveurs le refusent.`, en: `The MX leads to an alias (${target}): some servers refuse it.` } }]
})

const dangling: Rule = ({ zone, new: fresh, at }) => {
  const exists = (name: string) => !isWithin(name, zone) || at.has(name) || below(name).some(part => at.has(`*.${part}`) || has(at.get(part), part, ['NS']) && part !== zone)
  return fresh.flatMap(record => namedIn(record).filter(target => !exists(target)).map(target => ({
    kind: 'dangling' as const,
    name: record.name,
    why: { fr: `${record.type} mène à ${target}, qui n’existe pas dans la zone.`, en: `${record.type} leads to ${target}, which does not exist in the zone.` },
  })))
}

/** `b.c.` and `c.` for `a.b.c.` */
const below = (name: string) => {
  const labels = name.split('.')
  return labels.slice(1, -1).map((_, i) => labels.slice(i + 1).join('.'))
}

const RULES: Rule[] = [empty, apexRemoved, noApexAddress, noMail, spf, cnameBeside, mail, dangling, manyChanges]
