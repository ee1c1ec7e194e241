import { putInOutbox } from '../../../outbox/actions/put.ts'
import { failingAmong } from '../../../outbox/failing/queries.ts'
import type { Outgoing } from '../../../outbox/outgoing.ts'
import { replyToOf } from '../../../outbox/own-address.ts'
import { ownId } from '../../../outbox/own-id.ts'
import type { Sealing } from '../../../outbox/ports.ts'
import type { Context } from '../../../platform/context.ts'
import { mailLocale, renderMail } from '../../../platform/mail-templates.ts'
import type { Signer } from '../../../platform/signing.ts'
import type { TicketState } from '../../../tickets/filing/filing.ts'
import { portalKey } from '../../../tickets/portal-key.ts'
import { hostOf } from '../../../tickets/replying/letter.ts'
import { senderIn } from '../../../tickets/replying/sender.ts'
import { acknowledgement, isTooMany } from '../acknowledgement.ts'
import type { Opening } from '../case.ts'
import { acknowledgedLately } from '../queries.ts'

/** What acknowledging is done with. */
export type Acknowledging = { signer: Signer, secrets: Sealing, config: { baseUrl: string } }

/** The tickets a batch opened, and ids for the mails that say so. */
export type Opened = { openings: readonly Opening[], tickets: readonly TicketState[], nextId: () => number }

/**
 * Puts one acknowledgement into the outbox for each new ticket whose author should have one, in the transaction that opens the ticket.
 * It repeats nothing of what they wrote: nobody can send their words to others by it. Answers how many.
 */
export async function acknowledge(context: Pick<Context, 'db' | 'now'>, acknowledging: Acknowledging, { openings, tickets, nextId }: Opened): Promise<number> {
  const wanted = await reachable(context, openings.filter(opening => acknowledgement(opening) === 'send'))
  if (wanted.length === 0) return 0
  const lately = await acknowledgedLately(context.db, [...new Set(wanted.map(addressOf))], context.now.getTime())
  const of = new Map(tickets.map(ticket => [ticket.id, ticket]))
  let sent = 0
  for (const opening of wanted) {
    const ticket = of.get(opening.ticketId)
    const [address, mailboxId] = [addressOf(opening), opening.entrance?.mailboxId ?? 0]
    const toAddress = lately.toAddress.get(address) ?? { lastHour: 0, lastDay: 0 }
    const byMailbox = lately.byMailbox.get(mailboxId) ?? 0
    if (!ticket || isTooMany({ toAddress, byMailbox: { lastHour: byMailbox } })) continue
    await putInOutbox(context, acknowledgementOf(opening, ticket, { ...acknowledging, id: nextId() }), acknowledging.secrets)
    lately.toAddress.set(address, { lastHour: toAddress.lastHour + 1, lastDay: toAddress.lastDay + 1 })
    lately.byMailbox.set(mailboxId, byMailbox + 1)
    sent += 1
  }
  return sent
}

/** Without those whose address takes nothing any more. */
async function reachable({ db }: Pick<Context, 'db'>, openings: readonly Opening[]): Promise<readonly Opening[]> {
  const failing = openings.length === 0 ? [] : await failingAmong(db, openings.map(addressOf))
  return openings.filter(opening => !failing.some(({ address }) => address === addressOf(opening)))
}

const addressOf = ({ mail }: Opening) => mail.from?.address.toLowerCase() ?? ''

function acknowledgementOf({ mail, entrance }: Opening, ticket: TicketState, { id, signer, config }: Acknowledging & { id: number }): Outgoing {
  const sender = entrance && senderIn(entrance)
  if (!sender) throw new Error('An acknowledgement needs a mailbox that may send')
  const [ticketId, to] = [ticket.id, mail.from?.address ?? '']
  const link = `${config.baseUrl}/aide/${ticket.reference}/${portalKey({ ticketId, address: to }, signer)}`
  const words = renderMail('ticket-received', mailLocale(ticket.locale), { reference: ticket.reference, link, house: sender.name || entrance.name })
  return {
    id, ticketId, kind: 'acknowledgement', mailboxId: sender.mailboxId, storedMessageId: null, agentId: null, hold: null,
    messageId: ownId({ ticketId, sideId: null, messageId: id }, signer, hostOf(sender.address)),
    letter: {
      from: { address: sender.address, name: sender.name },
      replyTo: replyToOf({ address: sender.replyAddress, plusAddresses: sender.plusAddresses }, { ticketId, sideId: null }, signer),
      // Their name is their words too.
      to: [{ address: to, name: '' }],
      cc: [],
      ...words,
      inReplyTo: mail.messageId,
      references: mail.messageId === null ? [] : [mail.messageId],
      files: [],
    },
  }
}
