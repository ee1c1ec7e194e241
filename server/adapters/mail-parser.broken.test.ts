import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { ParsedMail } from '../channels/understanding/message.ts'
import { parse } from './mail-parser.thread.ts'

const HEAD = 'From: camille@example.org\nTo: support@example.coop\nSubject: Essai\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <essai@example.org>\n'

async function read(message: string): Promise<ParsedMail> {
  const answer = await parse({ raw: { bytes: Buffer.from(message.replaceAll('\n', '\r\n')) } })
  if (!answer || answer instanceof Uint8Array || !('mail' in answer)) throw new Error(`Not read: ${JSON.stringify(answer)}`)
  return answer.mail
}

const multipart = (kind: string, boundary: string, body: string) => `Content-Type: multipart/${kind}; boundary="${boundary}"\n\n${body}`
const text = (words: string) => `Content-Type: text/plain\n\n${words}\n`
const names = (mail: ParsedMail) => mail.attachments.map(({ filename, contentType, size }) => `${filename} ${contentType} ${size}`)

describe('the parts of a message are found where its sender meant them', () => {
  test.each<[what: string, body: string, expected: [text: string, attachments: string[], problems: string[]]]>([
    ['blanks after a boundary', multipart('mixed', 'b', `--b \n${text('un')}--b\t \n${text('deux')}--b-- \n`), ['un\n\ndeux', [], []]],
    ['blanks after an inner boundary', multipart('mixed', 'b', `--b\n${multipart('alternative', 'c', `--c\t\n${text('un')}--c--\t\n`)}--b--\n`), ['un', [], []]],
    ['words behind the last boundary', multipart('mixed', 'b', `--b\n${text('un')}--b-- fin\n\nenvoyé par un robot\n--b--\n`), ['un', [], []]],
    ['words straight behind the last boundary', multipart('mixed', 'b', `--b\n${text('un')}--b-->\nenvoyé par un robot\n`), ['un', [], []]],
    ['blanks at the end of the boundary itself', multipart('mixed', 'b  ', `--b  \n${text('un')}--b  --\nfin\n`), ['un', [], []]],
    ['another boundary than the header names', multipart('mixed', 'a', `--b\n${text('un')}--b--\n`), ['un', [], ['broken-mime']]],
    ['a line that looks like a boundary, where the one that is named stands nowhere', multipart('mixed', 'a', 'un\n--Camille\ndeux\n'), ['un\n--Camille\ndeux', [], ['broken-mime']]],
    ['a message that ends in a boundary', multipart('mixed', 'b', `--b\nContent-Type: application/pdf; name=devis.pdf\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--b`), ['', ['devis.pdf application/pdf 5'], []]],
    ['lines that only begin like a boundary', multipart('mixed', 'b', `--b\n${text('voir --b\n--bis\n-- \nCamille')}--b--\n`), ['voir --b\n--bis\n-- \nCamille', [], []]],
    ['a line that begins like an outer boundary', multipart('mixed', 'b', `--b\n${multipart('alternative', 'c', `--c\n${text('un\n--bis\nsuite')}--c--\n`)}--b--\n`), ['un\n--bis\nsuite', [], []]],
    ['a boundary that begins with another', multipart('mixed', 'b', `--b\n${multipart('alternative', 'b2', `--b2\n${text('un')}--b2--\n`)}--b\n${text('deux')}--b--\n`), ['un\n\ndeux', [], []]],
    ['an inner multipart that does not end', multipart('mixed', 'b', `--b\n${multipart('alternative', 'c', `--c\n${text('un')}`)}--b\n${text('deux')}--b--\n`), ['un\n\ndeux', [], ['broken-mime']]],
    ['two that do not end', multipart('mixed', 'b', `--b\n${multipart('related', 'c', `--c\n${multipart('alternative', 'd', `--d\n${text('un')}`)}`)}--b\n${text('deux')}--b--\n`), ['un\n\ndeux', [], ['broken-mime']]],
    ['an inner multipart that does not begin', multipart('mixed', 'b', `--b\n${text('un')}--b\n${multipart('alternative', 'nulle-part', 'deux\n')}--b--\n`), ['un\n\ndeux', [], ['broken-mime']]],
    ['an inner multipart without a boundary', multipart('mixed', 'b', `--b\n${text('un')}--b\nContent-Type: multipart/alternative\n\ndeux\n--b--\n`), ['un\n\ndeux', [], ['broken-mime']]],
    ['no blank line before the words', multipart('mixed', 'b', '--b\nContent-Type: text/plain\nun\n\ndeux\n--b--\n'), ['un\n\ndeux', [], ['broken-mime']]],
    ['no blank line before an inner boundary', multipart('mixed', 'b', `--b\nContent-Type: multipart/alternative; boundary=c\n--c\n${text('un')}--c--\n--b--\n`), ['un', [], ['broken-mime']]],
    ['a header folded without its blank', multipart('mixed', 'b', '--b\nContent-Type: application/pdf;\nname="devis.pdf"\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--b--\n'), ['', ['devis.pdf application/pdf 5'], ['broken-mime']]],
    ['attached messages that nothing ends', multipart('mixed', 'b', `--b\n${multipart('mixed', 'c', '--c\nContent-Type: message/rfc822\n\nSubject: un\n\nx\n')}--b\nContent-Type: message/rfc822\n\nSubject: deux\n\ny\n`), ['', ['un.eml message/rfc822 16', 'deux.eml message/rfc822 20'], ['broken-mime']]],
  ])('%s', async (_what, body, [words, attachments, problems]) => {
    const mail = await read(HEAD + body)
    expect(mail.text).toBe(words)
    expect(names(mail)).toStrictEqual(attachments)
    expect(mail.problems).toStrictEqual(problems)
  })

  test('the parts of a digest are messages unless they say otherwise', async () => {
    const mail = await read(HEAD + multipart('digest', 'b', `--b\n\nSubject: un\n\nx\n--b\n${text('mot du modérateur')}--b--\n`))
    expect(mail.text).toBe('mot du modérateur')
    expect(names(mail)).toStrictEqual(['un.eml message/rfc822 16'])
  })

  test.each([
    ['one form of the words', multipart('alternative', 'b', `--b\n${text('mots')}--b\nContent-Type: text/html; name="page.html"\n\n<p>mots</p>\n--b--\n`), '<p>mots</p>'],
    ['all that there is', 'Content-Type: text/html; name="page.html"\nContent-Disposition: inline; filename="page.html"\n\n<p>mots</p>', '<p>mots</p>'],
  ])('a file name does not hide the words of a message: %s', async (_what, body, html) => {
    expect(await read(HEAD + body)).toMatchObject({ text: 'mots', html, attachments: [] })
  })

  test('the bytes of a part are those between the boundaries, whatever else had to be mended', async () => {
    const message = HEAD + multipart('mixed', 'b', `--b\n${multipart('alternative', 'c', `--c\n${text('un')}`)}--b\nContent-Type: application/octet-stream; name=a.bin\n\n--c\n--c--\nfin\n--b--\n`)
    const mail = await read(message)
    expect(mail.attachments).toMatchObject([{ filename: 'a.bin', sha256: createHash('sha256').update('--c\r\n--c--\r\nfin').digest('hex') }])
    expect(Buffer.from(await parse({ raw: { bytes: Buffer.from(message.replaceAll('\n', '\r\n')) }, part: 0 }) as Uint8Array).toString()).toBe('--c\r\n--c--\r\nfin')
  })
})

describe('uuencode, which no standard names', () => {
  const CAT = 'begin 644 chat.txt\n#0V%T\n`\nend\n'

  test.each(['x-uuencode', 'uuencode', 'X-UUE'])('an attachment in %s', async encoding => {
    const mail = await read(HEAD + multipart('mixed', 'b', `--b\n${text('un')}--b\nContent-Type: text/plain; name=chat.txt\nContent-Transfer-Encoding: ${encoding}\n\n${CAT}--b--\n`))
    expect(mail.attachments).toMatchObject([{ filename: 'chat.txt', size: 3, sha256: createHash('sha256').update('Cat').digest('hex') }])
  })

  test.each([
    ['lines of several lengths', `begin 644 a\n#0V%T\n"0V$\n!0P\n \nend\n`, 'CatCaC'],
    ['no beginning', 'Bonjour', 'Bonjour'],
    ['cut in a line', 'begin 644 a\n#0V', 'C`\0'],
  ])('%s', async (_what, encoded, decoded) => {
    const bytes = await parse({ raw: { bytes: Buffer.from(`${HEAD}Content-Type: application/octet-stream\nContent-Transfer-Encoding: uuencode\n\n${encoded}`) }, part: 0 })
    expect(Buffer.from(bytes as Uint8Array).toString('latin1')).toBe(decoded)
  })
})
