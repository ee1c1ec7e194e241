import { z } from 'zod'
import { Refusal } from '../../../platform/errors.ts'
import { isOrdered } from '../../../registrars/standing.ts'
import type { ByHand } from '../../../registrars/words.ts'
import { isByHand } from '../../../registrars/words.ts'
import { asked } from '../../../workflows/asked.ts'
import type { ActionPort, Call, ProbePort } from '../../../workflows/ports.ts'
import { HELD, heldResult, LEAVING, leavingResult, leavingWords, type Seen } from '../registrar-leaving.ts'
import { AUTOMATIC, automatically, byHandOrDone, leftTo } from '../registrar-results.ts'
import { dateOf, Domain, NameServers } from '../transfer-asked.ts'
import type { RegistrarWorld } from './registrar.ts'

const DAY_MS = 86_400_000
const About = z.object({ domain: Domain })

async function seenBy({ registrar, askRegistry }: RegistrarWorld, { signal, now }: Call, domain: string): Promise<Seen> {
  const answer = await askRegistry(domain, signal)
  return { domain, standing: await registrar.status(domain, signal), registration: 'registration' in answer ? answer.registration : null, now }
}

/** `registrar.held`: how a domain of ours stands before it leaves; changes nothing. */
export const heldAction = (world: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'] },
  gives: HELD,
  ensure: async call => ({ done: heldResult(await seenBy(world, call, asked(About, call.with).domain)) }),
})

/** What could not be taken back by the API is for a person to take back. */
function byItself(...acts: (ByHand | undefined)[]) {
  const left = acts.filter(act => act !== undefined)
  if (left.length > 0) throw new Refusal('conflict', left.map(({ byHand }) => byHand.en).join(' '))
}

const Switching = z.object({ domain: Domain, nameServers: NameServers, before: z.union([NameServers, z.tuple([])]).nullish() })

/** `registrar.name-servers`: visitors and mail of a domain of ours go elsewhere, or come back: taken back, it has those of `before`. */
export const nameServersAction = ({ registrar }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain', 'nameServers'], optional: ['before'] },
  gives: ['nameServers', ...AUTOMATIC],
  async ensure({ with: given, signal }) {
    const { domain, nameServers } = asked(Switching, given)
    return { done: { nameServers, ...byHandOrDone(await registrar.setNameServers(domain, nameServers, signal)) } }
  },
  async undo({ with: given, signal }) {
    const { domain, before } = asked(Switching, given)
    if (!before || before.length === 0) return
    byItself(await registrar.setNameServers(domain, before, signal))
  },
})

/** Nobody moves it any more: it is locked, and the code that was given is worth nothing. One that has left is left alone. */
async function heldAgain(world: RegistrarWorld, call: Call): Promise<(ByHand | undefined)[]> {
  const { domain } = asked(About, call.with)
  if (!isOrdered((await seenBy(world, call, domain)).standing)) return []
  return [await world.registrar.setLock(domain, true, call.signal), await world.registrar.voidCode(domain, call.signal)]
}

/** `registrar.unlock`: the transfer lock is off, where there is one; taken back, it is on, and a code that was given is worth nothing. */
export const unlockOursAction = (world: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'] },
  gives: AUTOMATIC,
  ensure: async ({ with: given, signal }) => ({ done: byHandOrDone(await world.registrar.setLock(asked(About, given).domain, false, signal)) }),
  undo: async call => byItself(...await heldAgain(world, call)),
})

/** `registrar.lock`: a domain that did not leave is locked again, and its code is worth nothing. */
export const lockAgainAction = (world: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'] },
  gives: AUTOMATIC,
  ensure: async call => ({ done: byHandOrDone(...await heldAgain(world, call)) }),
})

const Coded = z.object({ domain: Domain, days: z.coerce.number().int().min(1).max(365).default(60) })

/** `registrar.code`: the code with which a domain of ours may leave, sealed; `until`: the end of the `days` in which it may. */
export const codeToLeaveAction = ({ registrar }: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'], optional: ['days'] },
  gives: ['code', 'until', ...AUTOMATIC],
  secrets: ['code'],
  async ensure({ with: given, signal, now }) {
    const { domain, days } = asked(Coded, given)
    const [until, answer] = [dateOf(now + days * DAY_MS), await registrar.codeToLeave(domain, signal)]
    return isByHand(answer) ? { done: leftTo(answer, { code: null, until }) } : { done: automatically({ until }), secrets: { code: answer.code } }
  },
})

/** `registrar.let-go`: says yes to the registrar that has asked for a domain of ours. Nobody can take it back. */
export const letGoAction = (world: RegistrarWorld): ActionPort => ({
  takes: { needed: ['domain'], optional: ['code'] },
  gives: AUTOMATIC,
  async ensure(call) {
    const { domain } = asked(About, call.with)
    const { standing, registration } = await seenBy(world, call, domain)
    // It has left meanwhile, or whoever asked for it has thought better: there is nothing to say yes to.
    if (!isOrdered(standing) || registration?.statuses.includes('pendingTransfer') === false) return { done: automatically({}) }
    const code = call.with['code'] ? await call.secret(call.with['code']) : ''
    return { done: byHandOrDone(await world.registrar.letGo(domain, code, call.signal)) }
  },
})

const Awaited = z.object({ domain: Domain, from: z.coerce.number().int().positive().nullish().transform(from => from ?? null), until: z.iso.datetime().nullish().transform(until => until ? Date.parse(until) : null) })

const leavingProbe = (world: RegistrarWorld, passes: (found: ReturnType<typeof leavingResult>) => boolean): ProbePort => ({
  takes: { needed: ['domain'], optional: ['from', 'until'] },
  gives: LEAVING,
  async look(call) {
    const { domain, ...awaited } = asked(Awaited, call.with)
    const result = leavingResult(await seenBy(world, call, domain), awaited)
    return { passed: passes(result), says: leavingWords(result), result }
  },
})

/** `registrar.asked-for`: another registrar has asked for a domain of ours; or it has left already, or the time is over (`until`). `from`: the IANA number of ours. */
export const askedForProbe = (world: RegistrarWorld): ProbePort => leavingProbe(world, ({ asked, left, over }) => asked || left || over)

/** `registrar.left`: the domain is at another registrar, and nothing is under way; or the time is over. */
export const leftProbe = (world: RegistrarWorld): ProbePort => leavingProbe(world, ({ left, over }) => left || over)
