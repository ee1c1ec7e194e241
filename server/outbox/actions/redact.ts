import type { Context } from '../../platform/context.ts'
import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { record } from '../../platform/record.ts'
import type { Letter } from '../outgoing.ts'
import { answersOf, lockMailsAbout, mailsAbout, saveAnswer, saveWritten, type WrittenMail } from '../redaction/store.ts'

/** How words are taken out of what is written: of these columns of a row, answering what changes. */
export type Redacting = {
  ticketIds: readonly number[]
  files: ReadonlySet<string>
  /** Bytes that were written anew, by their former digest. */
  raws: ReadonlyMap<string, { sha256: string }>
  redacted: (row: Record<string, unknown>, columns: Record<string, 'text' | 'cut' | 'json'>) => Record<string, string>
}

const COLUMNS = { subject: 'cut', letter: 'json', failure: 'text' } as const
const LEFT: readonly WrittenMail['state'][] = ['sent', 'bounced', 'delayed', 'failed']

/** How many mails hold what is to be taken out, and how many of those have left, or may have. */
export async function mailsHolding(db: Db, redacting: Redacting): Promise<{ mails: number, sent: number }> {
  const holding = (await mailsAbout(db, redacting.ticketIds)).filter(mail => Object.keys(changesOf(mail, redacting)).length > 0)
  return { mails: holding.length, sent: holding.filter(({ state }) => LEFT.includes(state)).length }
}

/** Takes the words and files out of every mail about these tickets, held or sent. Refused while one is being sent: its bytes would be written after all. */
export async function redactMails({ db, now }: Pick<Context, 'db' | 'now'>, redacting: Redacting) {
  const mails = await lockMailsAbout(db, redacting.ticketIds)
  if (mails.some(mail => mail.claimed_until !== null && mail.claimed_until > now.getTime())) throw new Refusal('conflict', 'A mail of this ticket is being sent at this moment: try again in a minute')
  for (const mail of mails) {
    const changes = changesOf(mail, redacting)
    await saveWritten(db, mail.id, changes)
    if (Object.keys(changes).length > 0) await record({ db, now }, { type: 'outbox.changed', outboxId: mail.id, ticketId: redacting.ticketIds[0] ?? null })
  }
  for (const table of ['deliveries', 'outbox_attempts'] as const) {
    for (const { id, answer } of await answersOf(db, table, mails.map(mail => mail.id))) {
      const { answer: changed } = redacting.redacted({ answer }, { answer: 'text' })
      if (changed !== undefined) await saveAnswer(db, table, { id, answer: changed })
    }
  }
}

function changesOf(mail: WrittenMail, { redacted, files, raws }: Redacting): Record<string, string> {
  const raw = raws.get(mail.raw_sha256 ?? '')
  const changes: Record<string, string> = { ...redacted(mail, COLUMNS), ...raw && { raw_sha256: raw.sha256 } }
  const letter = JSON.parse(changes['letter'] ?? mail.letter) as Letter
  if (!letter.files.some(({ sha256 }) => files.has(sha256))) return changes
  return { ...changes, letter: JSON.stringify({ ...letter, files: letter.files.filter(({ sha256 }) => !files.has(sha256)) }) }
}
