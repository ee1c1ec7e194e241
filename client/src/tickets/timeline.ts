import type { Split } from '../../../server/tickets/splitting/contract.ts'
import type { Merge } from '../../../server/tickets/merging/contract.ts'
import type { Message, TicketAct, TicketDetail } from '../../../server/tickets/contract.ts'

type Side = TicketDetail['sides'][number]
/** One thing that happened on a ticket: something said, or done; a thread beside it, at the place of its latest message; a ticket that was merged into it, or split off it. */
export type Moment = { at: number, key: string } & ({ message: Message } | { act: TicketAct } | { side: Side, messages: Message[] } | { merge: Merge } | { split: Split })

type Told = Pick<TicketDetail, 'messages' | 'acts' | 'sides' | 'merged' | 'splits'>

/** All that happened on a ticket, in the order it happened. What was said comes before what was done at the same instant. */
export function timeline({ messages, acts, sides, merged, splits }: Told): Moment[] {
  const said: Moment[] = messages.filter(({ sideId }) => sideId === null).map(message => ({ at: message.at, key: `message-${message.id}`, message }))
  const beside: Moment[] = sides.flatMap((side) => {
    const own = messages.filter(({ sideId }) => sideId === side.id)
    return own.length ? [{ at: Math.max(...own.map(({ at }) => at)), key: `side-${side.id}`, side, messages: own }] : []
  })
  const joined: Moment[] = merged.map(merge => ({ at: merge.at, key: `merge-${merge.id}`, merge }))
  const parted: Moment[] = splits.map(split => ({ at: split.at, key: `split-${split.id}`, split }))
  // What still stands says itself that it was merged or split.
  const told = new Set([...merged.map(({ at }) => `merged ${at}`), ...splits.map(({ at }) => `split ${at}`)])
  const done: Moment[] = acts.filter(({ did, at }) => !told.has(`${kindOf(did)} ${at}`)).map((act, index) => ({ at: act.at, key: `act-${index}`, act }))
  return [...said, ...beside, ...joined, ...parted, ...done].sort((a, b) => a.at - b.at)
}

const kindOf = (did: string) => /[.](merged|split)/.exec(did)?.[1]

/** What follows the new part of a message: its signature and what it quotes. */
export function folded({ text, visibleReply }: Pick<Message, 'text' | 'visibleReply'>): string {
  if (visibleReply === null) return ''
  const begin = text.indexOf(visibleReply)
  return (begin === -1 ? text : text.slice(0, begin) + text.slice(begin + visibleReply.length)).trim()
}

/** Whether a side thread is shown unfolded: it is short, or somebody answered last. */
export const startsOpen = (messages: readonly Message[]) => messages.length <= 2 || messages.at(-1)?.kind === 'incoming'
