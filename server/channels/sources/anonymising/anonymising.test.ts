import { describe, expect, test } from 'vitest'
import { parse } from '../../../adapters/mail-parser.thread.ts'
import { discourseMail, forumSource, listSource, mailmanMail, sympaMail, withFooterPart, type Draft } from '../../../testing/posts.ts'
import type { ParsedMail } from '../../understanding/message.ts'
import { postIn, softwareOf } from '../reading.ts'
import { anonymised } from './anonymising.ts'

const salt = Buffer.from('a salt of tests')
const rawOf = ({ headers, body }: Draft) => [...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n').replace(/\r?\n/g, '\r\n')
const done = (raw: string, by = salt) => anonymised(Buffer.from(raw), by).raw.toString()

async function read(raw: string): Promise<ParsedMail> {
  const answer = await parse({ raw: { bytes: Buffer.from(raw) } })
  if (!answer || answer instanceof Uint8Array || !('mail' in answer)) throw new Error('This message cannot be read')
  return answer.mail
}

const MESSAGE = `Received: from mail.free.fr (mail.free.fr [194.36.166.20]) by mx.ouvaton.coop (Postfix) with ESMTPS id 4F2C1A2B3C; Fri, 20 Nov 2026 10:11:12 +0100
Authentication-Results: mx.ouvaton.coop; spf=pass smtp.mailfrom=helene.durand@free.fr; dkim=pass header.d=free.fr
X-Ouvaton-Spam: non
From: =?UTF-8?Q?H=C3=A9l=C3=A8ne?= =?UTF-8?B?IER1cmFuZA==?= <helene.durand@free.fr>
To: "Durand, Marie-Hélène" <MH@ouvaton.coop>
Subject: Re: Panne chez Durand
Message-ID: <CAF+Durand123@mail.free.fr>
References: <CAF+Durand123@mail.free.fr> <20261120.GA12@[2001:db9::17]>
Date: Fri, 20 Nov 2026 10:11:12 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_durand_1"

--=_durand_1
Content-Type: multipart/alternative; boundary=inner42

--inner42
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Bonjour, ici H=C3=A9l=C3=A8ne DURAND, voyez https://www.helene-durand.fr/ph=
otos/?id=3D4711 ou le 06 12 34 56 78.=20

Le 19/11/2026, Tom Martin a =C3=A9crit :
> Madame Durand ?
--inner42
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

${Buffer.from('<style>p{color:red;background:url(https://durand.fr/a.png)}</style><!-- Durand --><p class="big" title="Durand">H&eacute;l&egrave;ne <a href="https://www.helene-durand.fr/photos/?id=4711">Durand</a></p>').toString('base64').replace(/(.{40})/g, '$1\n')}
--inner42--
--=_durand_1
Content-Type: text/plain; charset=iso-8859-1

H\u00e9l\u00e8ne
--=_durand_1
Content-Type: application/pdf; name="durand.pdf"
Content-Disposition: attachment; filename*=utf-8''fa%C3%A7ade%20Durand.pdf
Content-Transfer-Encoding: base64

aGVsbG8gZHVyYW5k
--=_durand_1
Content-Type: message/rfc822

From: Durand <helene.durand@free.fr>
Subject: Durand

Durand
--=_durand_1--
`.replaceAll('\n', '\r\n')

describe('a message that names people', () => {
  test('names nobody any more, in no part and in no encoding', async () => {
    const raw = done(MESSAGE)
    const { text, html, attachments, from, to, subject } = await read(raw)
    const told = `${raw} ${JSON.stringify({ text, html, attachments, from, to, subject })}`
    expect(told.match(/durand|h[eé]l[eè]ne|martin|ouvaton\.coop|free\.fr|194\.36|2001:db9|4F2C1A2B3C|4711|12 34 56|panne|madame/gi) ?? []).toEqual([])
  })

  test('keeps its structure, its encodings and its lines', async () => {
    const [before, after] = await Promise.all([read(MESSAGE), read(done(MESSAGE))])
    const shape = (mail: ParsedMail) => ({
      parts: mail.attachments.map(({ contentType, size, disposition }) => [contentType, contentType === 'message/rfc822' ? 0 : size, disposition]), lead: mail.leadLength !== null, date: mail.date, hops: mail.hops, words: mail.text.replace(/https?:\S+/g, 'URL').split(/\s+/).map(word => word.length), problems: mail.problems,
    })
    expect(shape(after)).toEqual(shape(before))
    expect(done(MESSAGE).split('\r\n\r\n')[0]?.split('\r\n').map(line => line.split(':')[0])).toEqual(MESSAGE.split('\r\n\r\n')[0]?.split('\r\n').map(line => line.split(':')[0]))
  })

  test('the same is the same everywhere, so that threads and quotations fit', async () => {
    const { references, messageId, from, html, text } = await read(done(MESSAGE))
    expect(references[0]).toBe(messageId)
    const name = (from?.name ?? '').split(' ').at(-1) ?? ''
    expect(name).toMatch(/^[A-Z][a-z]{5}$/)
    expect(text).toContain(name.toUpperCase())
    expect(html).toContain(`>${name}</a>`)
    expect(/href="([^"]+)"/.exec(html ?? '')?.[1]).toBe(/https:\S+/.exec(text)?.[0].replaceAll('&', '&amp;'))
  })

  test('what checks and programs say stays', () => {
    const raw = done(MESSAGE)
    expect(raw).toMatch(/spf=pass smtp\.mailfrom=\S+@\S+\.example; dkim=pass header\.d=\S+\.example/)
    expect(raw).toMatch(/with ESMTPS id \w{10}; Fri, 20 Nov 2026 10:11:12 \+0100/)
    expect(raw).toContain('Subject: Re: ')
    expect(raw).toMatch(/^Le \S+, \p{L}+ \p{L}+ a =C3=A9crit :\r$/mu)
  })

  test('another salt gives another disguise, the same one the same', () => {
    expect(done(MESSAGE)).toBe(done(MESSAGE))
    expect(done(MESSAGE, Buffer.from('another'))).not.toBe(done(MESSAGE))
  })

  test('a person is told what to look at', () => {
    expect(anonymised(Buffer.from(MESSAGE), salt).remarks.join()).toContain('x-ouvaton-spam')
    expect(anonymised(Buffer.from('From: a@b.fr\nContent-Type: text/plain; charset=iso-2022-jp\n\nabc'), salt).remarks.join()).toContain('iso-2022-jp')
  })
})

test.each<[string, Draft]>([
  ['Discourse', discourseMail('discourse/post/P', { text: 'Même problème, voyez https://forum.coop.example/t/autre/2354.' })],
  ['Discourse of before', discourseMail('topic/T/P')],
  ['Sympa', withFooterPart(sympaMail({ from: 'Camille Martin (via entraide) <entraide@lists.coop.example>', headers: { 'X-Original-From': 'Camille Martin <camille@free.example>' } }), 'Pour se désabonner : https://lists.coop.example/sympa/signoff/entraide')],
  ['Sympa that speaks itself', sympaMail({ from: 'sympa@lists.coop.example', subject: 'Message distribution', text: 'Your message to the list \'entraide\' has been forwarded to the moderator(s)' })],
  ['Mailman', mailmanMail(3, { from: 'Tom Owl via Shapes <shapes@lists.asso.example>' })],
])('what %s wrote is understood as before', async (_what, draft) => {
  const [before, after] = [await read(rawOf(draft)), await read(done(rawOf(draft)))]
  const software = softwareOf(before)
  const sourceOf = (mail: ParsedMail) => software === 'discourse'
    ? forumSource({ url: `https://${new URL(mail.carrier['list-archive']?.[0] ?? '').hostname}` })
    : listSource({ address: /mailto:([^>]+)/.exec(mail.carrier['list-post']?.[0] ?? '')?.[1] ?? null, listId: mail.listId })
  const told = (mail: ParsedMail) => {
    const { threadKey, postKey, author, words, service, replyAddress, category } = postIn(mail, sourceOf(mail), { isOurs: false })
    return { software: softwareOf(mail), thread: threadKey?.replace(/\d/g, '9'), post: postKey?.replace(/\d/g, '9'), name: author.name.replace(/\p{L}/gu, 'x'), hasAddress: author.address !== null, hasHandle: author.handle !== null, words: words.replace(/https?:\S+/g, 'URL').replace(/\p{L}/gu, 'x'), service, canReply: replyAddress !== null, category: category?.length }
  }
  expect(told(after)).toEqual(told(before))
})

test.each(['', 'x', '\r\n\r\n', 'From: a\n', `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n'.repeat(50)}`, 'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n'.repeat(40)])('nothing makes it fail: %j', (raw) => {
  expect(() => anonymised(Buffer.from(raw), salt)).not.toThrow()
})
