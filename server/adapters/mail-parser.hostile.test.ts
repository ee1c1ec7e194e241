import { expect, test } from 'vitest'
import { parse } from './mail-parser.thread.ts'

const HEAD = 'From: camille@example.org\nTo: support@example.coop\nSubject: Essai\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <essai@example.org>\n'
const multipart = (body: string) => `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${body}`
const file = (name: string) => multipart(`--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="${name}"\n\nx\n--b--\n`)

async function read(message: string | Uint8Array) {
  const answer = await parse({ raw: { bytes: Buffer.from(message) } })
  if (!answer || answer instanceof Uint8Array || !('mail' in answer)) throw new Error(`Not read: ${JSON.stringify(answer)}`)
  return answer.mail
}

// Whatever takes time with the square of its size does not end here in time.
test.each<[what: string, message: string, text: string]>([
  ['900 kB of flowed lines', `${HEAD}Content-Type: text/plain; format=flowed; delsp=yes\n\n${'> a \n'.repeat(180_000)}`, '> a'],
  ['200,000 lines that are nearly boundaries', multipart(`--b\n\nx\n${'--bx\n'.repeat(200_000)}`), 'x'],
  ['100,000 lines of dashes, and no boundary', multipart('--\n'.repeat(100_000)), '--'],
  ['20,000 empty parts', multipart('--b\n'.repeat(20_000)), ''],
  ['3,000 parts of one boundary, one inside the other', multipart(`${'--b\nContent-Type: multipart/mixed; boundary=b\n\n'.repeat(3000)}--b\n\nx\n--b--\n`), ''],
  ['50,000 messages, one inside the other', `${HEAD}Content-Type: message/rfc822\n\n${'Subject: s\nContent-Type: message/rfc822\n\n'.repeat(50_000)}`, ''],
  ['a boundary of 50,000 characters', `${HEAD}Content-Type: multipart/mixed; boundary="${'b'.repeat(50_000)}"\n\n--${'b'.repeat(50_000)}\n\nx\n`, '--bbb'],
  ['a boundary like a pattern', `${HEAD}Content-Type: multipart/mixed; boundary="(.*)+$"\n\n--(.*)+$\n\nx\n--(.*)+$--\n`, 'x'],
  ['a boundary with a NUL', `${HEAD}Content-Type: multipart/mixed; boundary="a\0b"\n\n--a\0b\n\nx\n--a\0b--\n`, 'x'],
  ['an empty boundary', `${HEAD}Content-Type: multipart/mixed; boundary=""\n\n--\n\nx\n----\n`, ''],
  ['300,000 folds', `From: a@b.c\nSubject: x${'\n y'.repeat(300_000)}\n\nx`, 'x'],
  ['200,000 headers', `${'X-A: b\n'.repeat(200_000)}${HEAD}\nx`, 'x'],
  ['base64 that is none', `${HEAD}Content-Transfer-Encoding: base64\n\n!!!!====%%%%`, ''],
  ['quoted-printable that is none', `${HEAD}Content-Transfer-Encoding: quoted-printable\n\n=G1 x =`, '=G1 x'],
  ['400,000 numbers of SMTP in what came back', `From: MAILER-DAEMON@a.example\nSubject: failure notice\n\n${'550 '.repeat(400_000)}`, '550'],
  ['addresses that do not end', `From: MAILER-DAEMON@a.example\nSubject: failure notice\n\n${'<a@'.repeat(300_000)}`, '<a@'],
  ['uuencode without an end', `${HEAD}Content-Type: application/x; name=a\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n${'M'.repeat(2_000_000)}`, ''],
])('%s', { timeout: 20_000 }, async (_what, message, text) => {
  const mail = await read(message)
  expect(mail.text.startsWith(text)).toBe(true)
  expect(JSON.stringify(mail)).not.toContain('\\u0000')
})

// What a browser is told is decided when it is handed out; here it is kept as data.
test.each([
  ['../../../../etc/passwd', '../../../../etc/passwd'], ['..\\windows\\cmd.exe', '..\\windows\\cmd.exe'], ['/etc/shadow', '/etc/shadow'], ['a.pdf\0.exe', 'a.pdf .exe'], ['%2e%2e%2fpasswd', '%2e%2e%2fpasswd'], ['a'.repeat(100_000), null],
])('a file called %.40s', async (name, expected) => {
  const [attachment] = (await read(file(name))).attachments
  expect(attachment?.filename?.length ?? 0).toBeLessThanOrEqual(250)
  if (expected !== null) expect(attachment?.filename).toBe(expected)
})
