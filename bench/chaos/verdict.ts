import type { Book } from './book.ts'
import { bare, type Facts } from './facts.ts'

/** What is wrong, in sentences: what is nowhere, what is there twice, what is there in the wrong manner. `repeated` is not wrong: a mail that left again under the same Message-ID. */
export type Verdict = { lost: string[], doubled: string[], astray: string[], repeated: number }

type Given = Pick<Book, 'delivered' | 'written' | 'refuses'>

/** Compares what was put into the world with what is found in it. */
export function verdictOn(given: Given, facts: Facts): Verdict {
  const parts = [onMails(given, facts), onThreads(given, facts), onAnswers(given, facts), onRepetitions(facts), onCounts(facts), onEvents(facts)]
  return { ...together(parts), repeated: facts.sunk.length - new Set(facts.sunk.map(keyOf)).size }
}

type Part = Partial<Omit<Verdict, 'repeated'>>

function together(parts: readonly Part[]): Required<Part> {
  const all = (kind: keyof Part) => parts.flatMap(part => part[kind] ?? [])
  return { lost: all('lost'), doubled: all('doubled'), astray: all('astray') }
}

const unless = (good: boolean, sentence: string) => good ? [] : [sentence]
const FILED = ['opened', 'joined']
const incoming = ({ messages }: Facts) => messages.filter(({ kind }) => kind === 'incoming')
const twice = <T>(all: readonly T[], key: (one: T) => unknown) => [...Map.groupBy(all, key)].filter(([, some]) => some.length > 1).map(([found]) => found)

/** Each mail once: one message, one intake that says it was filed. */
function onMails({ delivered }: Given, facts: Facts): Part {
  const stored = new Set(incoming(facts).map(({ message_id }) => bare(message_id)))
  return {
    lost: [...delivered].filter(([id, { mayBeGone }]) => !mayBeGone && !stored.has(id)).map(([id]) => `the mail ${id} is on no ticket`),
    doubled: [
      ...twice(incoming(facts), ({ message_id }) => message_id).map(id => `the mail ${String(id)} is on tickets twice`),
      ...twice(facts.intakes, ({ message_id }) => message_id).map(id => `the mail ${String(id)} was received twice`),
    ],
    astray: facts.intakes.filter(({ state }) => !FILED.includes(state)).map(({ state, reason, message_id }) => `the mail ${message_id} is ${state}: ${reason}`),
  }
}

/** Each conversation on one ticket, and each ticket with one conversation. */
function onThreads({ delivered }: Given, facts: Facts): Part {
  const placed = incoming(facts).flatMap(({ message_id, ticket_id }) => {
    const found = delivered.get(bare(message_id))
    return found ? [{ thread: found.thread, ticket: ticket_id }] : []
  })
  const apart = [...Map.groupBy(placed, ({ thread }) => thread)].filter(([, some]) => new Set(some.map(({ ticket }) => ticket)).size > 1)
  const mixed = [...Map.groupBy(placed, ({ ticket }) => ticket)].filter(([, some]) => new Set(some.map(({ thread }) => thread)).size > 1)
  return { astray: [...apart.map(([thread]) => `the conversation ${thread} lies on several tickets`), ...mixed.map(([ticket]) => `the ticket ${ticket} holds several conversations`)] }
}

/** Each answer once on the ticket of its conversation, once in the outbox, and at its reader unless the server refused. */
function onAnswers(given: Given, facts: Facts): Part {
  const { delivered, written } = given
  const ticketOf = new Map(incoming(facts).map(({ message_id, ticket_id }) => [delivered.get(bare(message_id))?.thread, ticket_id]))
  const messages = new Map(facts.messages.map(one => [one.id, one]))
  const mails = Map.groupBy(facts.outbox, ({ stored_message_id }) => stored_message_id)
  const came = new Set(facts.sunk.map(keyOf))
  const known = new Set(written.map(({ storedMessageId }) => storedMessageId))

  const parts = written.map((answer): Part => {
    const [message, [mail, ...more]] = [messages.get(answer.storedMessageId), mails.get(answer.storedMessageId) ?? []]
    const name = `the answer ${answer.storedMessageId}`
    if (!message || !mail) return { lost: [`${name} is not on its ticket`] }
    // The server may have begun to refuse this address after it took the mail.
    const refused = mail.state === 'failed' && given.refuses(answer.to)
    const isThere = refused || came.has(keyOf({ messageId: bare(message.message_id), to: answer.to }))
    return {
      lost: unless(isThere, `${name} reached nobody`),
      doubled: unless(more.length === 0, `${name} is in the outbox twice`),
      astray: [
        ...unless(message.ticket_id === ticketOf.get(answer.thread), `${name} is not with its conversation`),
        ...unless(refused || mail.state === 'sent', `${name} is ${mail.state}`),
      ],
    }
  })
  const foreign = facts.messages.filter(({ id, kind }) => kind === 'reply' && !known.has(id)).map(({ id }) => `nobody wrote the answer ${id}`)
  return together([...parts, { doubled: foreign }])
}

const keyOf = ({ to, messageId }: Pick<Facts['sunk'][number], 'to' | 'messageId'>) => `${messageId} ${to}`

/** A mail that leaves again is the same mail, to the last byte. */
function onRepetitions({ sunk }: Facts): Part {
  const differing = [...Map.groupBy(sunk, keyOf)].filter(([, some]) => new Set(some.map(({ raw }) => raw)).size > 1)
  return { doubled: differing.map(([key]) => `${key} left in two versions`) }
}

function onCounts({ tickets, messages, intakes, counted }: Facts): Part {
  const opened = intakes.filter(({ state }) => state === 'opened').length
  const held = Map.groupBy(messages, ({ ticket_id }) => ticket_id)
  const wrong = tickets.filter(({ id, message_count }) => message_count !== (held.get(id)?.length ?? 0)).map(({ id, message_count }) => `the ticket ${id} says ${message_count} messages and has ${held.get(id)?.length ?? 0}`)
  return {
    astray: [
      ...wrong,
      ...unless(counted === tickets.length, `the console counts ${counted} tickets, there are ${tickets.length}`),
      ...unless(opened === tickets.length, `${opened} mails have opened ${tickets.length} tickets`),
    ],
  }
}

/** Every event has its place, without a gap. */
function onEvents({ positions }: Facts): Part {
  const first = positions[0] ?? 0
  const isInOrder = positions.every((position, index) => position !== null && position === (first ?? 0) + index)
  return { astray: unless(isInOrder, 'the events are not numbered without gaps') }
}
