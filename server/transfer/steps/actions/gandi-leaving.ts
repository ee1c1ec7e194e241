import { z } from 'zod'
import { newToken } from '../../../platform/secrets.ts'
import type { ActionPort } from '../../../workflows/ports.ts'
import { lacking, unseenDomain } from '../../gandi/rights.ts'
import { isFresh } from '../gandi-results.ts'
import { dateOf, Domain } from '../transfer-asked.ts'
import { actedOnce, gandiOf, takenBack, type GandiWorld } from './gandi-call.ts'
import { asked } from '../../../workflows/asked.ts'

const About = z.object({ domain: Domain })

/** `gandi.unlock`: the transfer lock is off, and Gandi renews the domain no more. */
export const unlockAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain'] },
  gives: ['locked', 'autorenew'],
  async ensure(call) {
    const { domain } = asked(About, call.with)
    const gandi = await gandiOf(world, call)
    const unlocked = await gandi.ensureUnlocked(domain)
    return actedOnce([unlocked, await gandi.ensureNoRenewal(domain)], { locked: false, autorenew: false })
  },
  async undo(call) {
    const { domain } = asked(About, call.with)
    takenBack(await (await gandiOf(world, call)).ensureLocked(domain))
  },
})

/** `gandi.code`: the authorisation code, sealed; a new one when there is none, or it will not last. */
export const codeAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain'] },
  gives: ['code', 'until'],
  secrets: ['code'],
  async ensure(call) {
    const { domain } = asked(About, call.with)
    const gandi = await gandiOf(world, call)
    const facts = await gandi.domain(domain)
    if (!facts) throw unseenDomain(domain)
    if (facts.code === undefined) throw lacking('technical')
    if (facts.code && isFresh(facts.code, call.now)) return { done: { until: dateOf(facts.code.until) }, secrets: { code: facts.code.value } }
    return actedOnce([await gandi.renewCode(domain)], {})
  },
})

const Accepting = z.object({ domain: Domain })
const AGAIN_MS = 30 * 60_000

/** `gandi.accept`: says yes to the transfer at Gandi as soon as it has begun there; done when the domain has left, by this or by itself. */
export const acceptAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain', 'code'] },
  gives: ['left'],
  async ensure(call) {
    const { domain } = asked(Accepting, call.with)
    const wished = await (await gandiOf(world, call)).acceptTransfer(domain, await call.secret(call.with['code']))
    return wished === 'busy'
      ? { going: { done: 0, of: 1, says: 'Gandi has not heard of the transfer yet', againInMs: AGAIN_MS } }
      : actedOnce([wished], { left: true }, { againInMs: AGAIN_MS })
  },
})

const Boxed = z.object({ domain: Domain, mailbox: z.string().min(1).max(100) })

/** `gandi.mailbox-password`: gives a mailbox a password of ours, with which its mail can be copied. Each attempt makes another one; the last is that of the result. */
export const mailboxPasswordAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain', 'mailbox'] },
  gives: ['password'],
  secrets: ['password'],
  async ensure(call) {
    const { domain, mailbox } = asked(Boxed, call.with)
    // Their rule: a capital, three digits, something else.
    const password = `P-${newToken().slice(0, 30)}-379`
    await (await gandiOf(world, call)).setMailboxPassword(domain, mailbox, password)
    return { done: {}, secrets: { password } }
  },
})
