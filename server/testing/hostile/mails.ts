import type { Payload } from './payloads.ts'

/** What a hostile letter says of itself besides its HTML. */
type Letter = { payload: Payload, first?: string, encoding?: Encoding }

/** How bytes are written, some of them so that a reader of bytes and a reader of letters disagree. */
export type Encoding = '8bit' | 'base64' | 'quoted-printable' | 'utf-7' | 'utf-16' | 'latin-1 declared' | 'iso-2022-jp' | 'overlong'

export const encodings: readonly Encoding[] = ['8bit', 'base64', 'quoted-printable', 'utf-7', 'utf-16', 'latin-1 declared', 'iso-2022-jp', 'overlong']

const lines = (text: string) => text.match(/.{1,76}/gs)?.join('\r\n') ?? ''
const percent = (bytes: Buffer, sign: string) => [...bytes].map(byte => `${sign}${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
const utf7 = (text: string) => text.replace(/[<>"]+/g, some => `+${Buffer.from(some, 'utf16le').swap16().toString('base64').replace(/=+$/, '')}-`)

const WRITERS: Record<Encoding, (html: string) => [charset: string, transfer: string, body: string]> = {
  '8bit': html => ['utf-8', '8bit', html],
  'base64': html => ['utf-8', 'base64', lines(Buffer.from(html).toString('base64'))],
  'quoted-printable': html => ['utf-8', 'quoted-printable', percent(Buffer.from(html), '=').match(/.{1,72}/g)?.join('=\r\n') ?? ''],
  'utf-7': html => ['utf-7', '7bit', utf7(html)],
  'utf-16': html => ['utf-16le', 'base64', lines(Buffer.from(html, 'utf16le').toString('base64'))],
  'latin-1 declared': html => ['iso-8859-1', '8bit', html],
  'iso-2022-jp': html => ['iso-2022-jp', '8bit', `\u001b$B\u001b(B${html}\u001b(J`],
  // Two bytes for a sign that needs one: some decoders of old made it a "<" after all checks.
  'overlong': html => ['utf-8', 'base64', lines(Buffer.concat([Buffer.from(html), Buffer.from([0xC0, 0xBC]), Buffer.from(html.slice(1)), Buffer.from([0xE0, 0x80, 0xBE])]).toString('base64'))],
}

const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
const extended = (text: string) => `utf-8''${percent(Buffer.from(text), '%')}`

/** A letter with a hostile piece in its HTML, and in its subject, its author's name, its plain words, the name and the id of its attachment. `first`: the Message-ID it answers. */
export function hostileMail({ payload: { id, html }, first, encoding = '8bit' }: Letter): Uint8Array {
  // With a word before it there is always something left to show.
  const [charset, transfer, body] = WRITERS[encoding](`Bonjour<br>${html}`)
  const short = html.replace(/[\0-\x1f]/g, ' ').slice(0, 180)
  return Buffer.from([
    'Received: from mx.attack.example by mx.coop.example; Sun, 22 Nov 2026 08:00:00 +0100',
    `From: ${word(`\u202e${short}`)} <attack-${id}@a${id}.example>`,
    `To: ${word(short)} <support@coop.example>`,
    `Subject: ${word(`${id} ${short}`)}`,
    'Date: Sun, 22 Nov 2026 08:00:00 +0100',
    `Message-ID: <attack-${id}@a${id}.example>`,
    ...first === undefined ? [] : [`In-Reply-To: <${first}>`],
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=outer',
    '', '--outer', 'Content-Type: multipart/alternative; boundary=inner',
    '', '--inner', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', lines(Buffer.from(`${id}\n${html}`).toString('base64')),
    '--inner', `Content-Type: text/html; charset=${charset}`, `Content-Transfer-Encoding: ${transfer}`, '', body,
    '--inner--', '--outer', ...attachment(id, html, short),
    '--outer--', '',
  ].join('\r\n'))
}

// What a browser would run if it were let: by turns a picture, a page, an invitation, a script.
const TYPES = ['image/svg+xml', 'text/html', 'text/calendar', 'image/png', 'application/xhtml+xml', 'text/xml', 'application/pdf', 'multipart/x-mixed-replace']

function attachment(id: number, html: string, short: string): string[] {
  const type = TYPES[id % TYPES.length] ?? 'text/html'
  const content = type === 'image/svg+xml' ? `<svg xmlns="http://www.w3.org/2000/svg">${html}</svg>` : type === 'text/calendar' ? `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:${short}\r\nURL:javascript:${short}\r\nEND:VEVENT\r\nEND:VCALENDAR` : html
  return [
    `Content-Type: ${type}`, `Content-Disposition: attachment; filename*=${extended(`${short}\u202egnp.html`)}`, `Content-ID: <${short.replace(/[<>]/g, '')}>`, 'Content-Transfer-Encoding: base64', '', lines(Buffer.from(content).toString('base64')),
  ]
}
