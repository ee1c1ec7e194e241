import { z } from 'zod'
import type { Registration } from '../dns/looks.ts'
import { eppStatus } from './rdap-statuses.ts'

const MOST_ITEMS = 200
const MOST_SERVERS = 40
const DEEPEST = 4
const FIRST_YEAR = Date.UTC(1980, 0)
const LAST_YEAR = Date.UTC(2200, 0)

/** Those items of a list that are what they should be; a thing that stands where a list should is a list of one. */
const listOf = <T>(item: z.ZodType<T>) => z.unknown().optional().transform((given): T[] =>
  (Array.isArray(given) ? given : given === undefined || given === null ? [] : [given]).slice(0, MOST_ITEMS).flatMap((one) => {
    const read = item.safeParse(one)
    return read.success ? [read.data] : []
  }))

const Text = z.string().max(1000)
const maybe = <T>(shape: z.ZodType<T>) => shape.nullish().catch(null)

const Event = z.object({ eventAction: Text.transform(action => action.trim().toLowerCase()), eventDate: Text })
const NameServer = z.object({ ldhName: Text })
const PublicId = z.object({ type: Text, identifier: z.union([Text, z.number()]).transform(String) })
const Entity = z.object({ roles: listOf(Text), handle: maybe(Text), publicIds: listOf(PublicId), vcardArray: z.unknown().optional(), entities: z.unknown().optional() })
const SecureDns = z.object({ delegationSigned: maybe(z.boolean()), dsData: listOf(z.looseObject({})) })
const Domain = z.object({
  objectClassName: maybe(Text), ldhName: maybe(Text), status: listOf(Text), events: listOf(Event),
  nameservers: listOf(NameServer), entities: z.unknown().optional(), secureDNS: maybe(SecureDns),
})

/** Reads a registry's answer about a domain, whatever is wrong in it: what cannot be understood is as if it had not been said. Undefined when it does not speak of that domain. */
export function registrationIn(text: string, asked: { domain: string, source: string }): Registration | undefined {
  const read = Domain.safeParse(jsonIn(text))
  if (!read.success || !speaksOf(asked.domain, read.data)) return undefined
  const { status, events, nameservers, entities, secureDNS } = read.data
  const times = (action: string) => events.filter(({ eventAction }) => eventAction === action).flatMap(({ eventDate }) => instantOf(eventDate) ?? [])
  return {
    ...asked,
    registrar: registrarIn(entities),
    statuses: [...new Set(status.flatMap(one => eppStatus(one) ?? []))],
    registeredAt: Math.min(...times('registration'), Infinity) === Infinity ? null : Math.min(...times('registration')),
    expiresAt: latest(times('expiration')),
    transferredAt: latest(times('transfer')),
    changedAt: latest(times('last changed')),
    nameServers: [...new Set(nameservers.flatMap(({ ldhName }) => hostOf(ldhName) ?? []))].slice(0, MOST_SERVERS),
    signed: secureDNS ? secureDNS.delegationSigned ?? (secureDNS.dsData.length > 0 ? true : null) : null,
  }
}

function jsonIn(text: string): unknown {
  try { return JSON.parse(text) }
  catch { return undefined }
}

function speaksOf(domain: string, { objectClassName, ldhName, events, status }: z.infer<typeof Domain>): boolean {
  if (objectClassName && objectClassName.toLowerCase() !== 'domain') return false
  if (ldhName) return ldhName.toLowerCase().replace(/\.$/, '') === domain
  return events.length + status.length > 0
}

function instantOf(date: string): number | undefined {
  const at = Date.parse(date.trim())
  return at >= FIRST_YEAR && at < LAST_YEAR ? at : undefined
}

const latest = (times: readonly number[]) => times.length > 0 ? Math.max(...times) : null

function hostOf(name: string): string | undefined {
  const bare = name.trim().toLowerCase().replace(/\.$/, '')
  return bare.length <= 253 && /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+$/.test(bare) ? `${bare}.` : undefined
}

/** The registrar, wherever among the people of the answer it stands. */
function registrarIn(entities: unknown, depth = 0): Registration['registrar'] {
  if (depth === DEEPEST) return null
  const read = listOf(Entity).parse(entities)
  const registrar = read.find(({ roles }) => roles.some(role => role.toLowerCase() === 'registrar'))
  if (!registrar) return read.map(({ entities: within }) => registrarIn(within, depth + 1)).find(found => found !== null) ?? null
  const id = registrar.publicIds.find(({ type }) => /iana/i.test(type))?.identifier ?? ''
  return { name: nameOf(registrar.vcardArray) ?? shown(registrar.handle), ianaId: /^\d{1,7}$/.test(id) ? Number(id) : null }
}

/** The name on a visiting card (jCard, RFC 7095): that of the organisation counts after the one in full. */
function nameOf(card: unknown): string | null {
  const lines = Array.isArray(card) && Array.isArray(card[1]) ? (card[1] as unknown[]).slice(0, MOST_ITEMS) : []
  const valueOf = (kind: string) => lines.flatMap((line): unknown[] => Array.isArray(line) && line[0] === kind ? [line[3]] : []).flat().find(value => typeof value === 'string' && value.trim() !== '')
  return shown(valueOf('fn') ?? valueOf('org'))
}

const shown = (name: unknown): string | null => typeof name === 'string' ? name.replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, 200) || null : null
