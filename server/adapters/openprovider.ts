import { z } from 'zod'
import { Refusal, RemoteFailure } from '../platform/errors.ts'
import type { Capabilities, Registrar, TransferOrder } from '../registrars/ports.ts'
import { reasonOf, refusedFor } from '../registrars/reasons.ts'
import { isOrdered, NOTHING, type Standing } from '../registrars/standing.ts'
import { askingOpenprovider, type AskOpenprovider, type OpenproviderAccess, type Question } from './openprovider-asking.ts'
import { ensureCustomer, ofTheDomain } from './openprovider-customers.ts'
import { Checked, currentOf, Domains, fieldsIn, moneyIn, partsOf, Prices, standingOf, type Domain } from './openprovider-reading.ts'

const CAN: Capabilities = { check: true, contact: true, order: true, status: true, restart: true, approvalMail: true, nameServers: true, lock: true, balance: true, letGo: true }

type Signal = AbortSignal | undefined
const Anything = z.unknown()

/** OpenProvider by its REST API v1beta. `handles`: those of the cooperative for the technical, administrative and billing contact; without them the holder is all of these. */
export function openprovider({ handle, ...access }: OpenproviderAccess & { handle?: string | undefined }): Registrar {
  const ask = askingOpenprovider(access)
  const find = (domain: string, signal: Signal) => foundBy(ask, domain, signal)
  const change = async (domain: string, what: (found: Domain) => { path: string, question: Question } | undefined, signal: Signal) => {
    const found = await find(domain, signal)
    if (!found) throw new Refusal('not-found', `OpenProvider does not have ${domain}: order its transfer first`)
    const { path, question } = what(found) ?? {}
    if (path !== undefined) await ask(`/v1beta/domains/${encodeURIComponent(found.id)}${path}`, Anything, { ...question, signal })
    return undefined
  }
  return {
    name: 'OpenProvider',
    can: CAN,
    check: (domain, signal) => check(ask, domain, signal),
    fields: async (domain, signal) => fieldsIn(await ask(`/v1beta/domains/additional-data?${named(domain)}`, Anything, { signal })),
    async ensureContact(contact, domain, signal) {
      const fields = fieldsIn(await ask(`/v1beta/domains/additional-data?${named(domain)}`, Anything, { signal }))
      return { handle: await ensureCustomer(ask, { contact, fields, signal }) }
    },
    orderTransfer: (order, signal) => orderOnce(ask, { ...order, handle: handle ?? order.holder }, signal),
    status: async (domain, signal) => standingIn(await find(domain, signal)),
    async restart(domain, signal) {
      await change(domain, found => standingOf(found).state === 'failed' ? { path: '/last-operation/restart', question: { method: 'POST', body: {} } } : undefined, signal)
      return standingIn(await find(domain, signal))
    },
    resendApproval: (domain, signal) => change(domain, () => ({ path: '/transfer/send-foa1', question: { method: 'POST', body: {} } }), signal),
    setNameServers: (domain, names, signal) => change(domain, found => isSame(standingOf(found).nameServers, names) ? undefined : { path: '', question: { method: 'PUT', body: { name_servers: serversOf(names) } } }, signal),
    setLock: (domain, locked, signal) => change(domain, found => found.is_locked === locked || found.is_lockable === false ? undefined : { path: '', question: { method: 'PUT', body: { is_locked: locked } } }, signal),
    async codeToLeave(domain, signal) {
      const found = await find(domain, signal)
      if (!found) throw new Refusal('not-found', `OpenProvider does not have ${domain}`)
      const { auth_code: code } = await ask(`/v1beta/domains/${encodeURIComponent(found.id)}/authcode`, z.object({ auth_code: z.string().min(1) }), { signal })
      return { code }
    },
    voidCode: (domain, signal) => change(domain, () => ({ path: '/authcode/reset', question: { method: 'POST', body: {} } }), signal),
    letGo: (domain, code, signal) => change(domain, () => ({ path: '/transfer/approve', question: { method: 'POST', body: { approve: 1, auth_code: code }, secrets: [code] } }), signal),
    async balance(signal) {
      const { balance, reserved_balance: reserved } = await ask('/v1beta/resellers', Balance, { signal })
      return balance === null ? null : { cents: Math.round((balance - reserved) * 100), currency: 'EUR' }
    },
  }
}

const Balance = z.object({ balance: z.coerce.number().nullable().catch(null), reserved_balance: z.coerce.number().catch(0) })

const named = (domain: string) => {
  const { name, extension } = partsOf(domain)
  return String(new URLSearchParams({ 'domain.name': name, 'domain.extension': extension, 'operation': 'transfer' }))
}

const serversOf = (names: readonly string[]) => names.map((name, index) => ({ name: name.replace(/\.$/, ''), seq_nr: index + 1 }))
const isSame = (found: readonly string[], wanted: readonly string[]) => [...found].sort().join(' ') === wanted.map(name => name.toLowerCase().replace(/\.$/, '')).sort().join(' ')

const foundBy = async (ask: AskOpenprovider, domain: string, signal: Signal) => currentOf(await ask(`/v1beta/domains?${new URLSearchParams({ full_name: domain, with_registry_statuses: 'true' })}`, Domains, { signal }), domain)
const standingIn = (found: Domain | undefined): Standing => found ? standingOf(found) : NOTHING

async function check(ask: AskOpenprovider, domain: string, signal: Signal) {
  const { results: [found] } = await ask('/v1beta/domains/check', Checked, { method: 'POST', body: { domains: [partsOf(domain)], with_price: true }, signal })
  // A domain that may be moved is one that somebody has.
  const available = found?.status === 'active'
  const says = found?.reason?.slice(0, 300) ?? null
  if (!available) return { available, reason: 'not-eligible' as const, says, premium: false, price: null }
  const prices = await pricesOf(ask, domain, signal)
  return { available, reason: null, says, premium: [found.is_premium, prices?.is_premium].includes(true), price: moneyIn(prices?.price) ?? moneyIn(found.price) }
}

/** What the transfer costs; the check tells another price, that of registering it. Nothing depends on it but what people are shown. */
async function pricesOf(ask: AskOpenprovider, domain: string, signal: Signal) {
  try { return await ask(`/v1beta/domains/prices?${named(domain)}&period=1`, Prices, { signal }) }
  catch (error) {
    if (error instanceof RemoteFailure && !error.retry) return undefined
    throw error
  }
}

/** Orders unless it was ordered. An answer that was lost is no order that was lost: whoever does not know looks, and never orders a second time blindly. */
async function orderOnce(ask: AskOpenprovider, order: TransferOrder & { handle: string }, signal: Signal): Promise<Standing> {
  const before = await foundBy(ask, order.domain, signal)
  if (before && isOrdered(standingOf(before))) return standingOf(before)
  try {
    await ask('/v1beta/domains/transfer', Anything, { method: 'POST', body: bodyOf(order), signal, secrets: [order.code] })
  }
  catch (error) {
    const since = await foundBy(ask, order.domain, signal)
    if (since && isOrdered(standingOf(since))) return standingOf(since)
    // It keeps what failed, and takes no second order for it: that one is begun again.
    if (reasonOf(error) !== 'already-pending' || !since) throw error
    await ask(`/v1beta/domains/${encodeURIComponent(since.id)}/last-operation/restart`, Anything, { method: 'POST', body: {}, signal })
  }
  return orderedBy(ask, order.domain, signal)
}

async function orderedBy(ask: AskOpenprovider, domain: string, signal: Signal): Promise<Standing> {
  const found = await foundBy(ask, domain, signal)
  // It was taken, and is not in the list yet.
  if (!found) return { ...NOTHING, state: 'requested' }
  const standing = standingOf(found)
  if (standing.state === 'failed') throw refusedFor(standing.reason ?? 'unknown', { says: standing.says ?? undefined })
  return standing
}

const bodyOf = ({ domain, code, holder, handle, nameServers, extra, acceptedPremium }: TransferOrder & { handle: string }) => ({
  domain: partsOf(domain), auth_code: code, owner_handle: holder, admin_handle: holder, tech_handle: handle, billing_handle: handle,
  name_servers: serversOf(nameServers), autorenew: 'default', unit: 'y', is_dnssec_enabled: false, additional_data: ofTheDomain(extra),
  ...acceptedPremium ? { accept_premium_fee: acceptedPremium.cents / 100 } : {},
})
