import { eml } from '../../server/testing/eml.ts'
import type { Random } from '../mail/random.ts'

/** A mail of the run: which conversation it belongs to, and who wrote it. */
export type Mail = { id: string, thread: number, raw: string }

const LENGTH = 4
/** How far mails are carried away from their place: they do not come in order. */
const DISORDER = 25
const LARGE_BYTES = 5_500_000

/** The subject of a conversation, and back. */
export const subjectOf = (thread: number) => `Fil ${thread}`
export const threadIn = (subject: string) => Number(/Fil (\d+)/.exec(subject)?.[1] ?? Number.NaN)

const memberOf = (thread: number) => `membre${thread}@asso${thread % 89}.example`

/** Conversations of four mails each, in some disorder; `large` of the mails are of a size that travels alone. The same for the same seed. */
export function trafficOf({ mails, large, random }: { mails: number, large: number, random: Random }): Mail[] {
  const all = Array.from({ length: mails }, (_, index) => ({ mail: mailAt(index, index < large * LENGTH && index % LENGTH === 0), at: index + random.whole(DISORDER) }))
  return all.sort((a, b) => a.at - b.at).map(({ mail }) => mail)
}

function mailAt(index: number, isLarge: boolean): Mail {
  const [thread, place] = [Math.floor(index / LENGTH), index % LENGTH]
  const idAt = (before: number) => `fil${thread}.${before}@asso${thread % 89}.example`
  const former = Array.from({ length: place }, (_, before) => idAt(before))
  const parent = former.at(-1)
  const raw = eml({
    id: idAt(place), from: `Membre <${memberOf(thread)}>`, subject: subjectOf(thread), references: former, ...(parent && { inReplyTo: parent }),
    text: `Message ${place} du fil ${thread}`,
  })
  return { id: idAt(place), thread, raw: isLarge ? withFile(raw, thread) : raw }
}

/** The same mail with a file of some megabytes: its headers stand, its words become the first part. */
function withFile(raw: string, thread: number): string {
  const boundary = `limite-${thread}`
  const line = `${`${thread}`.padEnd(4, 'A')}${'QUJD'.repeat(18)}\r\n`
  const file = line.repeat(Math.ceil(LARGE_BYTES / line.length))
  const [headers = '', words = ''] = raw.split('\r\n\r\n')
  return [
    headers.replace('Content-Type: text/plain; charset=utf-8', `Content-Type: multipart/mixed; boundary="${boundary}"`), '',
    `--${boundary}`, 'Content-Type: text/plain; charset=utf-8', '', words,
    `--${boundary}`, 'Content-Type: application/pdf', 'Content-Disposition: attachment; filename="plan.pdf"', 'Content-Transfer-Encoding: base64', '', file,
    `--${boundary}--`, '',
  ].join('\r\n')
}

/** What a member writes back to a mail of ours. */
export function answerTo({ messageId, thread, number }: { messageId: string, thread: number, number: number }): Mail {
  const id = `retour${number}.${thread}@asso${thread % 89}.example`
  const ours = messageId.replace(/^<|>$/g, '')
  return { id, thread, raw: eml({ id, from: `Membre <${memberOf(thread)}>`, subject: `Re: ${subjectOf(thread)}`, inReplyTo: ours, references: [ours], text: `Merci (${number})` }) }
}
