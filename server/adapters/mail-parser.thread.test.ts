import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ParsedMail } from '../channels/understanding/message.ts'
import { parse } from './mail-parser.thread.ts'

const bytesOf = (message: string | Uint8Array) => typeof message === 'string' ? Buffer.from(message.replaceAll('\n', '\r\n')) : message

async function read(message: string | Uint8Array): Promise<ParsedMail> {
  const answer = await parse({ raw: { bytes: bytesOf(message) } })
  if (!answer || answer instanceof Uint8Array || !('mail' in answer)) throw new Error(`Not read: ${JSON.stringify(answer)}`)
  return answer.mail
}

const HEAD = 'From: Camille <camille@example.org>\nTo: support@example.coop\nSubject: Essai\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <essai@example.org>\nMIME-Version: 1.0\n'
const latin1 = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1')

describe('the words of a message', () => {
  test('lines may end as on old Macs', async () => {
    const mail = await read(Buffer.from(`${HEAD}\nBonjour,\nça marche.\n`.replaceAll('\n', '\r')))
    expect(mail).toMatchObject({ from: { address: 'camille@example.org' }, subject: 'Essai', text: 'Bonjour,\nça marche.', problems: [] })
  })

  test('of two forms, the text is kept beside the HTML', async () => {
    const mail = await read(`${HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nBonjour à tous\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>Bonjour <b>à tous</b></p>\n--b--\n`)
    expect(mail).toMatchObject({ text: 'Bonjour à tous', html: '<p>Bonjour <b>à tous</b></p>', attachments: [], problems: [] })
  })

  test('a message of HTML alone has its words as text', async () => {
    const mail = await read(`${HEAD}Content-Type: text/html; charset=utf-8\n\n<style>p{color:red}</style><p>Bonjour,</p><p>le site <a href="https://example.org/">est en panne</a></p>`)
    expect(mail.text).toBe('Bonjour,\n\nle site est en panne <https://example.org/>')
  })

  test('an empty text beside HTML hides nothing', async () => {
    const mail = await read(`${HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n  \n--b\nContent-Type: text/html\n\n<p>Activez votre compte</p>\n--b--\n`)
    expect(mail.text).toBe('Activez votre compte')
  })

  test('texts around a picture are all kept', async () => {
    const mail = await read(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nAvant\n--b\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b\nContent-Type: text/plain\n\nAprès\n--b--\n`)
    expect(mail.text).toBe('Avant\n\nAprès')
    expect(mail.attachments).toHaveLength(1)
  })

  test('a text with a file name is a file', async () => {
    const mail = await read(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nVoici le journal\n--b\nContent-Type: text/plain; name="error.log"\nContent-Disposition: inline; filename="error.log"\n\nligne 1\n--b--\n`)
    expect(mail.text).toBe('Voici le journal')
    expect(mail.attachments).toMatchObject([{ part: 0, filename: 'error.log', contentType: 'text/plain', size: 7 }])
  })

  test.each<[string, Uint8Array, string, string[]]>([
    ['latin-1 declared as UTF-8', latin1(`${HEAD}Content-Type: text/plain; charset=utf-8\n\nété à Nîmes`), 'été à Nîmes', ['wrong-charset']],
    ['UTF-8 declared as latin-1', bytesOf(`${HEAD}Content-Type: text/plain; charset=iso-8859-1\n\nété à Nîmes`), 'été à Nîmes', ['wrong-charset']],
    ['UTF-8 that is not declared', bytesOf(`${HEAD}\nété`), 'été', []],
    ['latin-1 that is not declared', latin1(`${HEAD}\nété`), 'été', []],
    ['windows-1252', Buffer.concat([bytesOf(`${HEAD}Content-Type: text/plain; charset=windows-1252\n\n`), Buffer.from([0x80, 0x20, 0x93, 0x61, 0x94])]), '€ “a”', []],
    ['an unknown charset', latin1(`${HEAD}Content-Type: text/plain; charset=unknown-8bit\n\nété`), 'été', ['unknown-charset']],
    ['UTF-7', bytesOf(`${HEAD}Content-Type: text/plain; charset=utf-7\n\nHi Mom -+Jjo--!`), 'Hi Mom -☺-!', []],
    ['ISO-2022-JP', bytesOf(`${HEAD}Content-Type: text/plain; charset=iso-2022-jp\n\n\u001b$B$3$s$K$A$O\u001b(B`), 'こんにちは', []],
    ['NUL bytes', bytesOf(`${HEAD}\na\0b\0`), 'ab', []],
    ['quoted-printable with bare equal signs', bytesOf(`${HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=C3=A9t=C3=A9 a=b =\nsuite=`), 'été a=b suite', []],
    ['base64 with junk in it', bytesOf(`${HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQm9u\nam*91cg==\n`), 'Bonjour', []],
    ['base64 with a footer in plain words', bytesOf(`${HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQm9uam91\ncg==\n_________\nentraide, la liste\n`), 'Bonjour\n_________\nentraide, la liste', []],
    ['plain words under the name of base64', bytesOf(`${HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nBonjour tout le monde\nmerci\n`), 'Bonjour tout le monde\nmerci', []],
    ['UTF-8 with a broken character', bytesOf(Buffer.concat([Buffer.from(`${HEAD}Content-Type: text/plain; charset=utf-8\n\nété à la mer`), Buffer.from([0xc3])])), 'été à la mer', []],
    ['half a character of UTF-16', bytesOf(Buffer.concat([Buffer.from(`${HEAD}Content-Type: text/plain; charset=utf-16le\n\n`), Buffer.from('été', 'utf16le'), Buffer.from('\n')])), 'été', []],
    ['format=flowed', bytesOf(`${HEAD}Content-Type: text/plain; charset=utf-8; format=flowed\n\nune phrase \ncoupée\n> citée \n> aussi`), 'une phrase coupée\n> citée aussi', []],
  ])('%s', async (...[, message, text, problems]) => {
    expect(await read(message)).toMatchObject({ text, problems })
  })
})

describe('attachments', () => {
  test('are counted, named and hashed, and found again by their place', async () => {
    const message = bytesOf(`${HEAD}Content-Type: multipart/mixed; boundary="a b"\n\n--a b\nContent-Type: text/plain\n\nVoir pièces\n--a b\nContent-Type: application/pdf; name*0*=utf-8''fa%C3%A7; name*1*=ade.pdf\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--a b\nContent-Type: image/png\nContent-Disposition: attachment; filename="=?iso-8859-1?q?=E9cran=2Epng?="\nContent-ID: <ecran@x>\n\nworld\n--a b--\n`)
    const mail = await read(message)
    expect(mail.attachments).toMatchObject([
      { part: 0, filename: 'façade.pdf', size: 5, sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824', disposition: null },
      { part: 1, filename: 'écran.png', disposition: 'attachment', contentId: 'ecran@x', size: 5 },
    ])
    expect(await parse({ raw: { bytes: message }, part: 0 })).toStrictEqual(new Uint8Array(Buffer.from('hello')))
    expect(await parse({ raw: { bytes: message }, part: 1 })).toStrictEqual(new Uint8Array(Buffer.from('world')))
    expect(await parse({ raw: { bytes: message }, part: 2 })).toBeUndefined()
  })

  test('an attached message is a file named after its subject, and who wrote it is known', async () => {
    const mail = await read(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nPour suite\n--b\nContent-Type: message/rfc822\n\nFrom: =?utf-8?q?Ren=C3=A9?= <rene@example.net>\nSubject: Facture 12/2026\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nautre texte\n--c--\n--b--\n`)
    expect(mail).toMatchObject({ text: 'Pour suite', forwardedFrom: { address: 'rene@example.net', name: 'René' }, attachments: [{ filename: 'Facture 12-2026.eml', contentType: 'message/rfc822' }] })
  })

  test.each([
    ['application/pdf name="devis.pdf"', 'devis.pdf', 'application/pdf'],
    ['application/pdf; charset=utf-8 name=devis.pdf', 'devis.pdf', 'application/pdf'],
    ['application/pdf; name="notre name=devis.pdf"', 'notre name=devis.pdf', 'application/pdf'],
    ['pdf; name=devis', 'devis', 'application/octet-stream'],
  ])('%s', async (type, filename, contentType) => {
    expect((await read(`${HEAD}Content-Type: ${type}\n\nx`)).attachments).toMatchObject([{ filename, contentType }])
  })

  test('a file without a type is text, which is what nothing means', async () => {
    expect((await read(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment; filename=notes\n\nx\n--b--\n`)).attachments).toMatchObject([{ filename: 'notes', contentType: 'text/plain' }])
  })

  test.each([
    ['application/ms-tnef; name=winmail.dat', 'winmail-dat'],
    ['application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'smime-encrypted'],
    ['text/calendar; method=REQUEST', 'calendar'],
  ])('%s is noticed', async (type, problem) => {
    const mail = await read(`${HEAD}Content-Type: ${type}\nContent-Transfer-Encoding: base64\n\nAAAA\n`)
    expect(mail.problems).toContain(problem)
    expect(mail.attachments).toHaveLength(1)
  })
})

describe('hostile and broken messages are read as far as they go', () => {
  const nested = (depth: number) => `${HEAD}${Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n${i === 0 ? 'prologue\n' : ''}--b${i}\n`).join('')}Content-Type: text/plain\n\nau fond\n`

  test('no final boundary', async () => {
    expect((await read(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nBonjour\n`)).text).toBe('Bonjour')
  })

  test.each([
    ['a boundary that is not named', `${HEAD}Content-Type: multipart/mixed\n\n--b\nContent-Type: text/plain\n\nBonjour\n--b--\n`],
    ['a multipart without parts', `${HEAD}Content-Type: multipart/mixed; boundary=b\n\nBonjour\n`],
  ])('%s', async (_what, message) => {
    expect(await read(message)).toMatchObject({ text: 'Bonjour', problems: ['broken-mime'] })
  })

  test('1,000 nested parts', async () => { expect((await read(nested(1000))).text).toBe('au fond') })

  test('10,000 nested parts', async () => {
    const mail = await read(nested(10_000))
    expect(mail).toMatchObject({ subject: 'Essai', from: { address: 'camille@example.org' } })
    expect(mail.problems).toContain('too-many-parts')
  })

  test('10,000 parts side by side', async () => {
    const mail = await read(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: text/plain\n\nx\n'.repeat(10_000)}--b--\n`)
    expect(mail.problems).toContain('too-many-parts')
    expect(mail.text.startsWith('x')).toBe(true)
  })

  test('a header of 1 MB', async () => {
    const mail = await read(`${HEAD}X-Long: ${'a '.repeat(500_000)}\nReferences: ${Array.from({ length: 5000 }, (_, i) => `<r${i}@x>`).join('\n ')}\n\nBonjour`)
    expect(mail).toMatchObject({ text: 'Bonjour', subject: 'Essai' })
    expect(mail.references).toHaveLength(200)
    expect(mail.references[0]).toBe('<r0@x>')
    expect(mail.references.at(-1)).toBe('<r4999@x>')
  })

  test.each([
    ['quotes', '"'.repeat(300_000)], ['parentheses', '('.repeat(300_000)], ['brackets', '<'.repeat(300_000)], ['groups', 'a:'.repeat(150_000)],
    ['encoded words', '=?utf-8?q?'.repeat(50_000)], ['addresses', 'a@b.c, '.repeat(50_000)], ['escaped quotes', '"\\'.repeat(150_000)], ['at signs', '@'.repeat(300_000)], ['blanks', ' \t'.repeat(150_000)],
  ])('a hostile header of %s', { timeout: 20_000 }, async (_what, value) => {
    const mail = await read(`From: ${value}\nTo: ${value}\nSubject: ${value}\nContent-Type: ${value}\nReferences: ${value}\nDate: ${value}\nList-Id: ${value}\nAuto-Submitted: ${value}\n\nBonjour`)
    expect(mail.to.length).toBeLessThanOrEqual(500)
  })

  test.each([
    ['320 nested divs', `${'<div>'.repeat(320)}Bonjour${'</div>'.repeat(320)}`],
    ['20,000 nested divs', `${'<div>'.repeat(20_000)}Bonjour`],
    ['20,000 nested tables', `${'<table><tr><td>'.repeat(7000)}Bonjour`],
    ['100,000 attributes', `<p ${'a=1 '.repeat(100_000)}>Bonjour</p>`],
    ['an open comment', `<p>Bonjour</p><!--${'<'.repeat(200_000)}`],
    ['200,000 open brackets', `<p>Bonjour</p>${'<'.repeat(200_000)}`],
  ])('HTML with %s', async (_what, html) => {
    const mail = await read(`${HEAD}Content-Type: text/html\n\n${html}`)
    expect(mail.text).toContain('Bonjour')
    expect(mail.html).toContain('Bonjour')
  })

  test('HTML of 5 MB keeps its words', { timeout: 60_000 }, async () => {
    const mail = await read(`${HEAD}Content-Type: text/html\n\n<p>Bonjour</p>${'<p>encore</p>'.repeat(400_000)}`)
    expect(mail.text.startsWith('Bonjour')).toBe(true)
    // Too much for a page: its words stand for it.
    expect(mail.html?.startsWith('<div style="white-space:pre-wrap">Bonjour')).toBe(true)
    expect(mail.problems).toStrictEqual(['html-too-long', 'html-heavy'])
  })

  test('a line of 10 MB', async () => {
    expect((await read(`${HEAD}\n${'a'.repeat(10_000_000)}`)).problems).toContain('text-too-long')
  })

  test.each([
    ['nothing', '', 'empty'],
    ['no header', 'Bonjour, ceci n’est pas un courriel.\n', 'no-headers'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'no-headers'],
    ['too large', Buffer.alloc(41 * 1024 * 1024, 'a'), 'too-large'],
  ])('%s is unreadable', async (_what, message, unreadable) => {
    expect(await parse({ raw: { bytes: bytesOf(message) } })).toMatchObject({ unreadable })
  })

  test('random bytes never throw', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom('', HEAD, `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n`, `${HEAD}Content-Type: text/html\n\n`, 'Subject: '), async (bytes, before) => {
      const answer = await parse({ raw: { bytes: Buffer.concat([Buffer.from(before), bytes]) } })
      const json = JSON.stringify(answer)
      expect(json.isWellFormed()).toBe(true)
      expect(json).not.toContain('\\u0000')
    }), { numRuns: 300 })
  })

  test('a message cut anywhere never throws', async () => {
    const whole = bytesOf(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=C3=A9t=C3=A9\n--c\nContent-Type: text/html\n\n<p>été</p>\n--c--\n--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--b--\n`)
    for (let length = 1; length < whole.length; length += 3) expect(await parse({ raw: { bytes: whole.subarray(0, length) } })).toBeDefined()
  })
})
