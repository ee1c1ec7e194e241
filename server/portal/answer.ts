import type { Notice } from './page.ts'

/** The longest answer that the page takes, in characters. */
export const LONGEST = 20_000
/** How many answers one ticket takes by its page within an hour. */
const MOST_AN_HOUR = 12

/** Why an answer is not taken; undefined when it is. */
export function problemWith(text: string, { withinTheHour }: { withinTheHour: number }): Notice['problem'] {
  if (text.trim() === '') return 'empty'
  if (text.length > LONGEST) return 'tooLong'
  return withinTheHour >= MOST_AN_HOUR ? 'tooMany' : undefined
}

/** An answer written on the page, as far as making a message of it needs to know. */
export type Answer = { from: string, to: string, subject: string, text: string, at: Date, id: string }

const encoded = (text: string) => Buffer.from(text, 'utf8').toString('base64')
const word = (text: string) => `=?utf-8?B?${encoded(text)}?=`

/** The header in lines of at most 75 characters (RFC 2047 §2): subjects are cut into words of 30 characters. */
const folded = (text: string) => (text.match(/[\s\S]{1,30}/gu) ?? ['']).map(word).join('\r\n ')

/** The answer as a message (RFC 5322): so it is kept, read and filed like any other. */
export function messageOf({ from, to, subject, text, at, id }: Answer): string {
  return [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${folded(subject)}`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@portal.invalid>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...encoded(text.replace(/\r\n?|\n/g, '\r\n')).match(/.{1,76}/g) ?? [],
    '',
  ].join('\r\n')
}
