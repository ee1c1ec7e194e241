import { z } from 'zod'
import { MailAddress } from '../outbox/contract.ts'
import { Channel, TicketStatus, type Message, type TicketAct, type TicketRow } from './contract.ts'

/** A ticket as the list's query answers it. */
export type FoundTicket = {
  id: number, reference: string, subject: string, status: string, channel: string, assigneeId: number, assigneeName: string | null
  address: string, name: string, preview: string, messageCount: number, activityAt: number, waitingSince: number | null, createdAt: number, communityAt: number | null
  sourceId: number | null, sourceName: string | null
}

/** A line of the list. */
export function shownTicket({ status, channel, assigneeId, assigneeName, address, name, sourceId, sourceName, ...rest }: FoundTicket, hasDouble: boolean): TicketRow {
  return {
    ...rest,
    hasDouble,
    status: TicketStatus.parse(status),
    channel: Channel.parse(channel),
    source: sourceId === null || sourceName === null ? null : { id: sourceId, name: sourceName },
    requester: { address, name },
    assignee: assigneeId === 0 ? null : { id: assigneeId, name: assigneeName ?? '' },
  }
}

/** A message as the ticket's query answers it. */
export type FoundMessage = {
  id: number, runId: number | null, runSubject: string | null, kind: Message['kind'], agentId: number | null, address: string, name: string, recipients: string, subject: string
  text: string, visibleReply: string | null, hasHtml: number, hasSource: number, automatic: string | null, pending: number, problems: string | null, at: number
  sideId: number | null, forwardedFrom: string | null, version: number
  discussionId: number | null, handle: string | null, postUrl: string | null, editedAt: number | null, removedAt: number | null
  publishedAt: number | null, moderation: Message['moderation']
}

const Recipients = z.object({ to: z.array(MailAddress), cc: z.array(MailAddress) })
const Problems = z.array(z.string())

/** A message of the ticket's page, with what belongs to it. */
export function shownMessage(found: FoundMessage, { attachments, sending, redactions }: Pick<Message, 'attachments' | 'sending' | 'redactions'>): Message {
  const { id, kind, subject, at, text, visibleReply, automatic, sideId, version, discussionId, postUrl, editedAt, removedAt, publishedAt, moderation } = found
  return {
    run: found.runId === null ? null : { id: Number(found.runId), subject: found.runSubject ?? '' },
    id, kind, subject, at, text, visibleReply, automatic, attachments, sending, redactions, sideId, version, discussionId, postUrl, editedAt, removedAt, publishedAt, moderation,
    // Told with the discussions.
    voice: null,
    forwardedFrom: found.forwardedFrom === null ? null : MailAddress.parse(JSON.parse(found.forwardedFrom)),
    ...Recipients.parse(JSON.parse(found.recipients)),
    author: authorOf(found),
    hasHtml: Boolean(found.hasHtml),
    hasSource: Boolean(found.hasSource),
    pending: Boolean(found.pending),
    problems: found.problems ? Problems.parse(JSON.parse(found.problems)) : [],
  }
}

function authorOf({ agentId, name, address, handle }: FoundMessage): Message['author'] {
  if (agentId !== null) return { kind: 'agent', id: agentId, name, address: null, handle: null }
  return { kind: handle !== null && address === '' ? 'identity' : 'address', id: null, name, address: address === '' && handle !== null ? null : address, handle }
}

/** A line of the audit log about a ticket. */
export type FoundAct = { at: number, actor: string, did: string, entry: string }

const Details = z.object({ to: z.string().optional(), reason: z.string().optional() })

/** The id in an actor's name as the audit log writes it; undefined for the system. */
export function agentIdIn(actor: string): number | undefined {
  const [, id] = /^agent:(\d+)$/.exec(actor) ?? []
  return id === undefined ? undefined : Number(id)
}

/** What an agent did, or the system by itself. */
export function shownAct({ at, actor, did, entry }: FoundAct, names: ReadonlyMap<number, string>): TicketAct {
  const agentId = agentIdIn(actor)
  const details = Details.safeParse(JSON.parse(entry))
  return { at, did, agent: agentId === undefined ? null : names.get(agentId) ?? null, to: details.data?.to ?? details.data?.reason ?? null }
}
