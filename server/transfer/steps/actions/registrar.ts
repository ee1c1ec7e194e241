import { z } from 'zod'
import type { AskRegistry } from '../../../dns/ports.ts'
import { Refusal, RemoteFailure } from '../../../platform/errors.ts'
import type { Registrar } from '../../../registrars/ports.ts'
import { refusedFor } from '../../../registrars/reasons.ts'
import { latestEnd } from '../../../registrars/waiting.ts'
import { isByHand } from '../../../registrars/words.ts'
import type { ActionPort, ProbePort } from '../../../workflows/ports.ts'
import { ARRIVED, arrival, automatically, AUTOMATIC, byHandOrDone, CHECK, checkResult, leftTo, ORDER, orderResult, waitingOf } from '../registrar-results.ts'
import { Domain, Holder, NameServers } from '../transfer-asked.ts'
import { asked } from '../../../workflows/asked.ts'

/** What steps at our registrar work with. */
export type RegistrarWorld = { registrar: Registrar, askRegistry: AskRegistry }

const About = z.object({ domain: Domain })

/** `registrar.check`: whether the domain can come, for how much, whether our account covers it, and what else of its holder is to be asked. */
export const checkAction = ({ registrar }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'] },
  gives: CHECK,
  async ensure({ with: given, signal }) {
    const { domain } = asked(About, given)
    const check = await registrar.check(domain, signal)
    return { done: checkResult(check, { balance: await registrar.balance(signal), fields: await registrar.fields(domain, signal) }) }
  },
})

const Contacting = z.object({ domain: Domain, holder: Holder, extra: z.record(z.string(), z.string().max(300)).nullish() })

/** `registrar.contact`: the holder's contact at our registrar, the same as where the domain is now. */
export const contactAction = ({ registrar }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain', 'holder'], optional: ['extra'] },
  gives: ['handle', ...AUTOMATIC],
  async ensure({ with: given, signal }) {
    const { domain, holder, extra } = asked(Contacting, given)
    const made = await registrar.ensureContact({ ...holder, extra: { ...holder.extra, ...extra } }, domain, signal)
    return { done: isByHand(made) ? leftTo(made, { handle: null }) : automatically({ handle: made.handle }) }
  },
})

const Ordering = z.object({
  domain: Domain, handle: z.string().max(100).nullish(), nameServers: NameServers, extra: z.record(z.string(), z.string().max(300)).nullish(),
  premium: z.object({ cents: z.coerce.number().int().positive(), currency: z.string().length(3) }).nullish(),
})

/** `registrar.order`: orders the transfer, once and for money, with the `code` that was read at Gandi or the one that the member gave (`codeGiven`). It cannot be taken back: only the holder can say no to it. */
export const orderAction = ({ registrar }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain', 'handle', 'nameServers'], optional: ['code', 'codeGiven', 'extra', 'premium'] },
  gives: ORDER,
  async ensure(call) {
    const { domain, handle, nameServers, extra, premium } = asked(Ordering, call.with)
    const code = (await call.secret(call.with['code'] ?? call.with['codeGiven'])).trim()
    const order = { domain, code, holder: handle ?? '', nameServers, extra: extra ?? undefined, acceptedPremium: premium ?? undefined }
    const standing = await registrar.orderTransfer(order, call.signal)
    return { done: isByHand(standing) ? leftTo(standing, { state: 'none', reference: null, until: null }) : orderResult(standing, latestEnd(domain, call.now)) }
  },
})

const GANDI = 81
const Arriving = z.object({ domain: Domain, from: z.coerce.number().int().positive().nullish() })

/** `registrar.arrived`: the domain is at our registrar, and the registry says so too. `from`: the IANA number of the former registrar, Gandi's unless said. */
export const arrivedProbe = ({ registrar, askRegistry }: RegistrarWorld): ProbePort => ({
  takes: { needed: ['domain'], optional: ['from'] },
  gives: ARRIVED,
  async look({ with: given, signal }) {
    const { domain, from } = asked(Arriving, given)
    const standing = await registrar.status(domain, signal)
    const answer = await askRegistry(domain, signal)
    return arrival({ standing, registration: 'registration' in answer ? answer.registration : null, from: from ?? GANDI })
  },
})

const AGAIN_MS = 45 * 60_000

/** `registrar.follow`: the same as an act that goes on until the domain has arrived, says how many days are left, and fails with its reason as soon as the transfer does. */
export const followAction = ({ registrar, askRegistry }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'], optional: ['from'] },
  gives: ARRIVED,
  async ensure({ with: given, signal, now }) {
    const { domain, from } = asked(Arriving, given)
    const standing = await registrar.status(domain, signal)
    if (standing.state === 'failed') throw refusedFor(standing.reason ?? 'unknown', { says: standing.says ?? undefined })
    const answer = await askRegistry(domain, signal)
    const { passed, says, result } = arrival({ standing, registration: 'registration' in answer ? answer.registration : null, from: from ?? GANDI })
    return passed ? { done: result } : { going: { ...waitingOf(standing, now), says, againInMs: AGAIN_MS } }
  },
})

/** `registrar.restart`: a transfer that failed begins again, once its reason is gone. */
export const restartAction = ({ registrar }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'] },
  gives: ORDER,
  async ensure({ with: given, signal, now }) {
    const { domain } = asked(About, given)
    const standing = await registrar.restart(domain, signal)
    if (isByHand(standing)) return { done: leftTo(standing, { state: 'none', reference: null, until: null }) }
    if (standing.state === 'none') throw new Refusal('conflict', `${registrar.name} knows of no transfer of ${domain}: order it`)
    return { done: orderResult(standing, latestEnd(domain, now)) }
  },
})

/** `registrar.remind-holder`: the mail that asks the holder for their consent goes out again. */
export const remindHolderAction = ({ registrar }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'] },
  gives: AUTOMATIC,
  async ensure({ with: given, signal }) {
    const { domain } = asked(About, given)
    return { done: byHandOrDone(await registrar.resendApproval(domain, signal)) }
  },
})

const Settling = z.object({ domain: Domain, nameServers: NameServers, lock: z.boolean().nullish() })

/** `registrar.settings`: what must hold once the domain is ours: its name servers, and the lock. */
export const settingsAction = ({ registrar }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain', 'nameServers'], optional: ['lock'] },
  gives: ['nameServers', 'locked', ...AUTOMATIC],
  async ensure({ with: given, signal }) {
    const { domain, nameServers, lock } = asked(Settling, given)
    const { state } = await registrar.status(domain, signal)
    if (state !== 'active') throw new RemoteFailure(registrar.name, true, new Error(`${domain} is not there yet (${state})`))
    const acts = [await registrar.setNameServers(domain, nameServers, signal), await registrar.setLock(domain, lock ?? true, signal)]
    return { done: { nameServers, locked: lock ?? true, ...byHandOrDone(...acts) } }
  },
})
