import { z } from 'zod'
import { ENTRY_KINDS, QUOTAS } from './hosting.ts'

const DomainName = z.string().trim().toLowerCase().max(253).regex(/^([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/, 'must be the name of a domain, as in example.org')
const Local = z.string().trim().toLowerCase().min(1).max(64).regex(/^[^\s@"<>\p{C}]+$/u, 'must be what stands before an @')
const Address = z.string().trim().max(320).regex(/^[^\s@<>,;\p{C}]+@[^\s@<>,;\p{C}]+$/u, 'must be an address')

export const DesiredEntry = z.object({
  /** '' is the domain itself. */
  name: z.string().trim().toLowerCase().max(253).regex(/^[a-z0-9._*-]*$/, 'must be the part of a name before its domain'),
  kind: z.enum(ENTRY_KINDS),
  value: z.string().max(8192).default(''),
})
export type DesiredEntry = z.infer<typeof DesiredEntry>

export const DesiredDomain = z.object({
  name: DomainName,
  hostsDns: z.boolean().default(true),
  /** Only ever turned on, and only when its mailboxes exist. */
  hostsMail: z.boolean().default(false),
  /** Absent: as the hosting has it. */
  ttl: z.number().int().min(60).max(604_800).nullable().default(null),
  /** Takes the domain before the world's name servers lead here. */
  force: z.boolean().default(false),
  entries: z.array(DesiredEntry).max(2000).default([]),
})
export type DesiredDomain = z.infer<typeof DesiredDomain>

export const DesiredAddress = z.object({
  domain: DomainName,
  local: Local,
  /** A quota of 0 is none. */
  mailbox: z.object({ quotaMb: z.number().int().min(0).max(1_000_000) }).nullable().default(null),
  recipients: z.array(Address).max(500).default([]),
})
export type DesiredAddress = z.infer<typeof DesiredAddress>

/** What an account should have at least. Whatever else it has stays. Passwords are no part of it: they are handed over beside. */
export const Desired = z.object({
  quotas: z.partialRecord(z.enum(QUOTAS), z.number().int().min(0)).default({}),
  domains: z.array(DesiredDomain).max(100).default([]),
  addresses: z.array(DesiredAddress).max(5000).default([]),
  catchAlls: z.array(z.object({ domain: DomainName, target: Address })).max(100).default([]),
  ftp: z.array(z.object({ prefix: z.string().min(1).max(64), login: z.string().max(40).default(''), folder: z.string().max(128).default('/') })).max(100).default([]),
  databases: z.array(z.object({ name: z.string().min(1).max(64) })).max(100).default([]),
  lists: z.array(z.object({ domain: DomainName, host: DomainName, listmasters: z.array(Address).max(20).default([]) })).max(100).default([]),
})
export type Desired = z.infer<typeof Desired>

/** A password to be set: in words or hashed elsewhere, and what is kept at the hosting now. Of one in words nobody can tell whether it is the same: it is set where there is none. */
export type WantedPassword = { hash: string | null, now: string | null }
/** By address. */
export type WantedPasswords = Readonly<Record<string, WantedPassword>>

export const addressOf = ({ domain, local }: { domain: string, local: string }): string => `${local}@${domain}`

/** Each address once: what is wished of it several times is one wish. */
export function eachOnce(addresses: readonly DesiredAddress[]): DesiredAddress[] {
  return [...Map.groupBy(addresses, addressOf).values()].map((wishes) => {
    const [first] = wishes as [DesiredAddress]
    const quotas = wishes.flatMap(({ mailbox }) => mailbox ? [mailbox.quotaMb] : [])
    const quotaMb = quotas.includes(0) ? 0 : Math.max(...quotas)
    return { ...first, mailbox: quotas.length > 0 ? { quotaMb } : null, recipients: [...new Set(wishes.flatMap(({ recipients }) => recipients))] }
  })
}
