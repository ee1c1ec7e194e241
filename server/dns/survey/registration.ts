import type { Registration } from '../looks.ts'
import type { Seen } from './facts.ts'

/** What a registry was asked and said, as it can be shown. */
export function registrySeen(domain: string, { of, answered }: { of: string, answered: string | Registration }, at: number): Seen {
  return { asked: `${domain} (RDAP)`, of, answered: typeof answered === 'string' ? answered : inWords(answered), at }
}

const day = (at: number | null) => at === null ? '?' : new Date(at).toISOString().slice(0, 10)

function inWords({ registrar, statuses, registeredAt, expiresAt, transferredAt, nameServers, signed }: Registration): string {
  const lines = [
    `registrar: ${nameOf(registrar)}`, `status: ${statuses.join(', ') || '?'}`, `registered ${day(registeredAt)}`,
    ...transferredAt === null ? [] : [`transferred ${day(transferredAt)}`], `expires ${day(expiresAt)}`, `servers: ${nameServers.join(' ') || '?'}`, ...signed === null ? [] : [signed ? 'signed' : 'not signed'],
  ]
  return lines.join('; ').slice(0, 600)
}

function nameOf(registrar: Registration['registrar']): string {
  if (!registrar) return '?'
  const { name, ianaId } = registrar
  return `${name ?? '?'}${ianaId === null ? '' : ` (IANA ${ianaId})`}`
}
