import { ReachableAddress, type MailAddress } from '../../../../server/outbox/contract.ts'
import type { TicketDetail } from '../../../../server/tickets/contract.ts'

/** Who gets a mail. */
export type Recipients = { to: MailAddress[], cc: MailAddress[] }
export type Place = keyof Recipients

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** Reads what was typed or pasted: addresses with or without names, several with commas, semicolons or lines between. What is no address is given back. */
export function readAddresses(written: string): { found: MailAddress[], rest: string } {
  const pieces = written.split(/[,;\n]+/).map(piece => piece.trim()).filter(Boolean)
  const read = pieces.map((piece) => {
    const named = /^(.*?)\s*<([^<>]+)>$/.exec(piece)
    const address = ReachableAddress.safeParse((named?.[2] ?? piece).trim())
    return address.success ? { address: address.data, name: (named?.[1] ?? '').replace(/^["']|["']$/g, '') } : piece
  })
  return { found: read.filter(piece => typeof piece !== 'string'), rest: read.filter(piece => typeof piece === 'string').join(', ') }
}

/** Without this person. */
export const without = ({ to, cc }: Recipients, address: string): Recipients => {
  const others = (people: MailAddress[]) => people.filter(person => !same(person.address, address))
  return { to: others(to), cc: others(cc) }
}

/** With these people, each of them in one place only. */
export function withAdded(recipients: Recipients, place: Place, people: readonly MailAddress[]): Recipients {
  return people.reduce((all, person) => {
    const rest = without(all, person.address)
    return { ...rest, [place]: [...rest[place], person] }
  }, recipients)
}

/** Those who are proposed for a mode: for an answer, whom the server names; in a side thread, those who belong to it. */
export function proposed({ recipients, sides }: Pick<TicketDetail, 'recipients' | 'sides'>, mode: string): Recipients {
  if (mode === 'reply') return recipients
  const side = sides.find(({ id }) => mode === `side-${id}`)
  return { to: side?.participants.filter(({ pending }) => !pending).map(({ address, name }) => ({ address, name })) ?? [], cc: [] }
}

/** What a writer should know of the recipients before sending; nothing of it forbids. */
export type Warning = { why: 'outsider' | 'no-requester' | 'asks-requester' | 'failing' | 'failing-typed', name: string }

type Known = Pick<TicketDetail, 'ticket' | 'participants' | 'recipients' | 'failing'>

/** The addresses that the writer has brought: of these the ticket does not tell whether mail arrives. */
export function typedIn({ to, cc }: Recipients, { ticket, participants, recipients, sides }: Omit<Known, 'failing'> & Pick<TicketDetail, 'sides'>): string[] {
  const told = [ticket.requester, ...participants, ...recipients.to, ...recipients.cc, ...sides.flatMap(side => side.participants)]
  return [...to, ...cc].map(({ address }) => address).filter(address => !told.some(one => same(one.address, address)))
}

/** Names those to whom no mail arrives, those who do not belong to the ticket, and a requester who gets no answer, or is asked as if they were somebody else. */
export function warnings(mode: string, recipients: Recipients, known: Known & { failingTyped?: TicketDetail['failing'] }): Warning[] {
  const lost = (why: 'failing' | 'failing-typed', failing: TicketDetail['failing'] = []) =>
    [...recipients.to, ...recipients.cc].filter(({ address }) => failing.some(one => same(one.address, address))).map(({ address }): Warning => ({ why, name: address }))
  return [...lost('failing', known.failing), ...lost('failing-typed', known.failingTyped), ...misplaced(mode, recipients, known)]
}

function misplaced(mode: string, { to, cc }: Recipients, { ticket: { requester }, participants, recipients }: Known): Warning[] {
  const name = requester.name || requester.address
  const everyone = [...to, ...cc]
  // An answer goes where the requester asked for it, which may be another address of theirs.
  const theirs = [requester.address, ...recipients.to.map(({ address }) => address)].filter(Boolean)
  const getsIt = everyone.some(({ address }) => theirs.some(one => same(one, address)))
  if (mode !== 'reply') return getsIt ? [{ why: 'asks-requester', name }] : []
  const belonging = [...theirs, ...participants.filter(({ pending }) => !pending).map(({ address }) => address)]
  const outsiders = everyone.filter(({ address }) => !belonging.some(one => same(one, address)))
  const missing = theirs.length > 0 && everyone.length > 0 && !getsIt
  return [...outsiders.map(({ address }): Warning => ({ why: 'outsider', name: address })), ...(missing ? [{ why: 'no-requester', name } as const] : [])]
}
