import { log } from '../../../audit/store.ts'
import { mailsHolding, redactMails, type Redacting } from '../../../outbox/actions/redact.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database, Db } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import type { Signer } from '../../../platform/signing.ts'
import { countsOf, lockTickets, redactTickets, standingOn, type Wanted } from '../../../tickets/redaction/actions/redact-tickets.ts'
import type { RedactionCounts, RedactionRequest } from '../../../tickets/redaction/contract.ts'
import { familyOf } from '../../../tickets/redaction/queries.ts'
import { removalOf } from '../../../tickets/redaction/removing.ts'
import { redactedRow } from '../../../tickets/redaction/rows.ts'
import { sealedFingerprint } from '../../mail/redacted-copy.ts'
import { madeIdOf } from '../../mail/threading.ts'
import { addRemovals, filesOn, messagesOfRaws, messageToRedact, rawsOf } from '../store.ts'
import { redactIntakes } from './redact-intakes.ts'
import { bytesOf, rewriteRaws, type RewrittenRaws, type Rewriting } from './rewrite-raws.ts'

/** What taking words out is done with. */
export type RedactionWorld = Rewriting & { database: Database, signer: Signer, clock: () => Date }

/** What an agent wants taken out, beginning with this message. */
export type Asked = { messageId: number, request: RedactionRequest }

/** What is taken out, and from where: all that hangs together with the message. */
type Plan = Wanted & Asked & { ticketId: number }

const redacting = ({ ticketIds, files, removal }: Wanted, raws: Redacting['raws'] = new Map()): Redacting => ({ ticketIds, files, raws, redacted: (row, columns) => redactedRow(row, columns, removal).changes })

/** How much would disappear, and where. Changes nothing. */
export async function previewRedaction(world: Pick<RedactionWorld, 'blobs'>, db: Db, asked: Asked): Promise<RedactionCounts> {
  return countsAt(db, await planFor(world, db, asked))
}

async function countsAt(db: Db, plan: Plan): Promise<RedactionCounts> {
  return { ...countsOf(await standingOn(db, plan), plan.removal), ...await mailsHolding(db, redacting(plan)) }
}

async function planFor({ blobs }: Pick<RedactionWorld, 'blobs'>, db: Db, { messageId, request }: Asked): Promise<Plan> {
  const message = await messageToRedact(db, messageId)
  if (!message) throw new Refusal('not-found', 'There is no such message')
  const [ticketIds, removal] = [await familyOf(db, message.ticketId), removalOf(request.passages.map(({ words }) => words))]
  const all = await filesOn(db, ticketIds)
  const chosen = all.filter(file => file.messageId === messageId && request.attachments.includes(file.id))
  if (chosen.length < new Set(request.attachments).size) throw new Refusal('not-found', 'There is no such attachment')
  const files = new Set(chosen.map(({ sha256 }) => sha256))
  // A file of its own that holds the words goes as a whole: we do not know how to write it anew.
  for (const { raw, sha256 } of all) if (raw === null && !files.has(sha256) && removal.isIn((await bytesOf({ blobs }, sha256))?.toString('latin1') ?? '', 'bytes')) files.add(sha256)
  return { messageId, ticketId: message.ticketId, request, ticketIds, removal, files }
}

const ATTEMPTS = 5

/**
 * Takes words and files out of everything that hangs together with a message: tickets, mails, intakes, drafts, raw messages. There is no way
 * back. New raw messages are written first; then the database changes in one transaction, which also writes down the files that must go;
 * then those are removed. Killed in between, the rest is done by housekeeping.
 */
export async function redact(world: RedactionWorld, { messageId, request }: Asked, actor: Context['actor']): Promise<RedactionCounts> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const plan = await planFor(world, world.database.reader, { messageId, request })
    const [digests, files] = [await rawsOf(world.database.reader, plan.ticketIds), await filesOn(world.database.reader, plan.ticketIds)]
    const expected = new Map([...Map.groupBy(files.filter(({ sha256, raw }) => raw !== null && plan.files.has(sha256)), ({ raw }) => raw ?? '')].map(([raw, some]) => [raw, some.map(({ sha256 }) => sha256)]))
    const rewritten = await rewriteRaws(world, digests, { ...plan, expected })
    const counts = await world.database.transaction(db => carryOut({ db, now: world.clock(), actor }, plan, { ...rewritten, digests, signer: world.signer }))
    if (counts) return counts
  }
  throw new Refusal('conflict', 'Messages of this ticket keep coming: try again in a moment')
}

type Given = RewrittenRaws & { digests: ReadonlySet<string>, signer: Signer }

/** Undefined when a raw message has come since they were looked at. */
async function carryOut(context: Context, plan: Plan, { raws, waste, digests, signer }: Given): Promise<RedactionCounts | undefined> {
  const { db, now } = context
  await lockTickets(context, plan.ticketIds)
  // Nothing comes any more: is it still what was looked at?
  const [family, there] = [await familyOf(db, plan.ticketId), await rawsOf(db, plan.ticketIds)]
  if (family.join() !== plan.ticketIds.join() || !there.isSubsetOf(digests)) return undefined
  const counts = await countsAt(db, plan)
  const rewritten = await messagesOfRaws(db, plan.ticketIds, [...raws.keys()])
  const kinds = [...new Set([...plan.request.passages.map(({ kind }) => kind), ...plan.request.attachments.length > 0 ? ['attachment'] : []])]
  const found = await redactTickets(context, plan, {
    also: [plan.messageId, ...rewritten.map(({ id }) => id)],
    raws: new Map(rewritten.flatMap(({ id, raw }) => { const one = raws.get(raw); return one ? [[id, one] as const] : [] })),
    seal: fingerprint => sealedFingerprint(fingerprint, signer),
    madeIdOf,
    kinds,
  })
  await redactMails(context, redacting(plan, raws))
  await redactIntakes(context, plan, { raws, signer })
  await addRemovals(db, [...raws.keys(), ...waste, ...plan.files], now.getTime())
  await log(context, { did: 'ticket.redacted', ticketId: plan.ticketId, messageId: plan.messageId, kinds: kinds.join(','), passages: counts.passages, messages: counts.messages, attachments: counts.attachments })
  await record(context, ...found.map(one => ({ type: 'ticket.message-redacted', ...one }) as const))
  return counts
}
