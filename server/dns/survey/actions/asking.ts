import type { DnsAnswer, DnsServer, Question } from '../../answer.ts'
import { NoAnswer } from '../../no-answer.ts'
import type { AskServer, HowAsked, TransferZone } from '../../ports.ts'
import type { DnsRecord } from '../../record.ts'
import type { Seen } from '../facts.ts'
import { isMadeBySigning } from '../records.ts'
import type { Heard } from '../servers.ts'

/** With what a survey asks. */
export type DnsWorld = { ask: AskServer, transfer: TransferZone, resolvers: readonly DnsServer[], clock: () => Date }

/** Asks for one part of a survey: never throws, and remembers what it was told. */
export type Asker = {
  ask: (question: Question, server: DnsServer, how?: HowAsked) => Promise<Heard>
  /** One of our resolvers, whichever answers; signatures are not judged. */
  resolve: (question: Question) => Promise<Heard>
  transfer: (zone: string, server: DnsServer) => Promise<DnsRecord[] | null>
  seen: Seen[]
}

const MOST_AT_ONCE = 32
const MOST_AT_ONE_SERVER = 3
const MOST_SILENCES = 3
const MOST_SEEN = 200
// Far more than any honest zone needs: whoever sends more is not listened to any longer.
const MOST_HEARD = 20_000
const MOST_SEEN_TEXT = 300

/**
 * Makes askers, one for each part, that go easy on servers: a few questions at a time for each, and none any more for one that has been
 * silent several times in a row. Once `signal` says stop, everything that is left is answered at once, as not asked. One that tells its findings keeps silent about names where nothing is.
 */
export function askersOf({ ask, transfer, resolvers, clock }: DnsWorld, signal: AbortSignal): (what?: { tells: 'everything' | 'findings' }) => Asker {
  const gentle = gently(ask)
  const used = { heard: 0, resolver: 0 }
  return ({ tells } = { tells: 'everything' }) => {
    const seen: Seen[] = []
    const note = (asked: string, of: string, answered: string) => void (seen.length < MOST_SEEN && seen.push({ asked, of, answered: answered.slice(0, MOST_SEEN_TEXT), at: clock().getTime() }))

    const asking: Asker['ask'] = async (question, server, how = {}) => {
      const heard: Heard = used.heard > MOST_HEARD ? UNASKED : await heardFrom(() => gentle(question, server, { ...how, signal }))
      used.heard += sizeOf(heard)
      if (tells === 'everything' || !isNothing(heard)) note(`${question.name} ${question.type}${how.over === 'tcp' ? ' (TCP)' : ''}`, server.address, wordsOf(heard))
      return heard
    }
    const resolve = async (question: Question): Promise<Heard> => {
      let heard: Heard = UNASKED
      for (let i = 0; i < resolvers.length; i++) {
        // The one that answered last is asked first: where some are blocked, their silence is waited for once.
        const at = (used.resolver + i) % resolvers.length
        heard = await asking(question, resolvers[at] ?? { address: '' }, { recursive: true, unchecked: true })
        if (heard.answer?.code !== 'NOERROR' && heard.answer?.code !== 'NXDOMAIN') continue
        used.resolver = at
        break
      }
      return heard
    }
    return {
      ask: asking, resolve, seen,
      async transfer(zone, server) {
        try {
          const records = await transfer(zone, server, signal)
          note(`${zone} AXFR`, server.address, `${records.length} records`)
          return records
        }
        catch (error) {
          note(`${zone} AXFR`, server.address, whyOf(error))
          return null
        }
      },
    }
  }
}

const UNASKED: Heard = { answer: null, why: 'unasked' }

const sizeOf = ({ answer }: Heard) => answer ? answer.answers.length + answer.authorities.length + answer.additionals.length : 0

async function heardFrom(asked: () => Promise<DnsAnswer>): Promise<Heard> {
  try {
    return { answer: await asked(), why: null }
  }
  catch (error) {
    return { answer: null, why: whyOf(error) }
  }
}

function whyOf(error: unknown): string {
  if (error instanceof NoAnswer) return error.why
  throw error
}

/** Nothing is there, and that is all: so it is at most of the names that are usually there. */
const isNothing = ({ answer }: Heard) => answer !== null && answer.answers.length === 0 && (answer.code === 'NXDOMAIN' || answer.code === 'NOERROR')

function wordsOf({ answer, why }: Heard): string {
  if (!answer) return why
  const { code, authoritative, authenticated, answers, authorities } = answer
  const records = (answers.length > 0 ? answers : authorities).filter(({ type }) => !isMadeBySigning(type))
  return [code, ...authoritative ? ['aa'] : [], ...authenticated ? ['ad'] : [], records.map(({ name, ttl, type, data }) => `${name} ${ttl} ${type} ${data}`).join('; ')].join(' ').trim()
}

/** Limits how much is asked at once, altogether and of each server. */
function gently(ask: AskServer): AskServer {
  const everywhere = gateFor(MOST_AT_ONCE)
  const gates = new Map<string, ReturnType<typeof gateFor>>()
  const silences = new Map<string, number>()
  return async (question, server, how = {}) => {
    const there = `${how.over ?? 'udp'} ${server.address}`
    const gate = gates.get(there) ?? gateFor(MOST_AT_ONE_SERVER)
    gates.set(there, gate)
    return gate(() => everywhere(async () => {
      if ((silences.get(there) ?? 0) >= MOST_SILENCES || how.signal?.aborted) throw new NoAnswer(server.address, 'unasked')
      try {
        const answer = await ask(question, server, how)
        silences.set(there, 0)
        return answer
      }
      catch (error) {
        if (error instanceof NoAnswer && (error.why === 'silent' || error.why === 'unreachable')) silences.set(there, (silences.get(there) ?? 0) + 1)
        throw error
      }
    }))
  }
}

/** Lets so many through at a time, the others in their order. */
function gateFor(most: number) {
  const waiting: (() => void)[] = []
  let free = most
  return async <T>(act: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1
    else await new Promise<void>(resolve => void waiting.push(resolve))
    try {
      return await act()
    }
    finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
