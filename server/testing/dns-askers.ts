import { setTimeout as wait } from 'node:timers/promises'
import type { DnsAnswer, DnsServer } from '../dns/answer.ts'
import type { AskServer } from '../dns/ports.ts'
import { NIC_A, NIC_B, PLACES, type SwitchWorld } from './switch-world.ts'

/** What is asked all the time, and every answer that is right: before the switch, and after it. */
export type Watched = { zone: string, name: string, type: string, right: readonly (readonly string[])[] }
export type Askers = { asked: (zone: string) => number, wrong: (zone: string) => string[], stop: () => Promise<void> }

const PAUSE_MS = 15

/**
 * Whoever asks, all the time: a resolver that validates and remembers, and askers that follow the delegation themselves, hold on to it for
 * as long as it may be held, and keep answers for their time. Whatever is not one of the right answers is noted.
 */
export function askAllTheTime({ ask, resolver }: Pick<SwitchWorld, 'ask' | 'resolver'>, watched: readonly Watched[], count = 3): Askers {
  const asked = new Map<string, number>()
  const wrong = new Map<string, Set<string>>()
  let isOver = false

  function judge(who: string, { zone, name, type, right }: Watched, heard: DnsAnswer | string) {
    asked.set(zone, (asked.get(zone) ?? 0) + 1)
    const said = typeof heard === 'string' ? heard : heard.code === 'NOERROR' ? heard.answers.filter(one => one.type === type).map(({ data }) => data).sort().join(' | ') : heard.code
    if (!right.some(one => [...one].sort().join(' | ') === said)) wrong.set(zone, (wrong.get(zone) ?? new Set()).add(`${who}: ${name} ${type} ${said}`))
  }
  async function goOn(who: string, look: (one: Watched) => Promise<{ heard: DnsAnswer | string, of?: string } | undefined>) {
    while (!isOver) {
      for (const one of watched) {
        const found = await look(one)
        if (found) judge(found.of ?? who, one, found.heard)
      }
      await wait(PAUSE_MS)
    }
  }
  const validating = goOn('the resolver', async ({ name, type }) => ({ heard: await answerOf(ask, { name, type }, resolver) }))
  const going = [validating, ...Array.from({ length: count }, (_, i) => goOn(`asker ${i}`, iterating(ask, i)))]
  return {
    asked: zone => asked.get(zone) ?? 0,
    wrong: zone => [...wrong.get(zone) ?? []],
    async stop() {
      isOver = true
      await Promise.all(going)
    },
  }
}

const answerOf = (ask: AskServer, question: { name: string, type: string }, server: DnsServer) =>
  ask(question, server, { recursive: server.port !== undefined }).catch((error: unknown) => String(error))

/** One that follows the delegation itself; the others begin somewhere else. */
function iterating(ask: AskServer, begin: number) {
  const delegations = new Map<string, { addresses: string[], until: number }>()
  const kept = new Map<string, number>()
  let turn = begin

  async function serversOf(zone: string): Promise<string[]> {
    const known = delegations.get(zone)
    if (known && known.until > Date.now()) return known.addresses
    const { authorities } = await ask({ name: zone, type: 'NS' }, { address: turn++ % 2 === 0 ? NIC_A : NIC_B })
    const named = authorities.filter(({ type, name }) => type === 'NS' && name === zone)
    const found = { addresses: named.map(({ data }) => PLACES[data] ?? data), until: Date.now() + 1000 * Math.min(...named.map(({ ttl }) => ttl)) }
    delegations.set(zone, found)
    return found.addresses
  }
  return async ({ zone, name, type }: Watched) => {
    const key = `${name} ${type}`
    if ((kept.get(key) ?? 0) > Date.now()) return undefined
    const addresses = await serversOf(zone).catch((error: unknown) => String(error))
    if (typeof addresses === 'string') return { heard: addresses, of: 'the parent' }
    const address = addresses[turn++ % addresses.length] ?? ''
    const heard = await answerOf(ask, { name, type }, { address })
    // What was answered is kept for its time by every other one; the rest ask again and again.
    if (typeof heard !== 'string' && begin % 2 === 0) kept.set(key, Date.now() + 1000 * Math.min(...heard.answers.map(({ ttl }) => ttl), 4))
    return { heard, of: address }
  }
}
