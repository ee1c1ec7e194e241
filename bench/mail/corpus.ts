import { encodedWords } from './encode.ts'
import { asHtml, attachmentPart, multipart, textPart, writing, type Part } from './parts.ts'
import { randomFrom, type Random } from './random.ts'
import { attribution, letter, person, subject, type Language, type Person } from './words.ts'

export type CorpusSettings = {
  count: number
  seed: number
  /** The share of messages with a file of 20 to 500 kB. */
  attachments?: number
  /** This many further messages of 25 MB, spread evenly. */
  huge?: number
}

export type Corpus = { messages: Buffer[], tickets: number, bytes: number }

/** What a later message needs to know of one it answers. */
type Sent = { id: string, references: string[], subject: string, author: Person, language: Language, text: string[], thread: number }

const BEGIN = Date.UTC(2026, 8, 1)
const REPLIES = 0.3
const LISTS = 0.05
const REACH = 400
const HUGE_BYTES = 18_500_000 // 25 MB once in base64

/** Mail as a support desk gets it, the same for the same seed, and the number of tickets it makes: one for each thread. */
export function corpus({ count, seed, attachments = 0.1, huge = 0 }: CorpusSettings): Corpus {
  const random = randomFrom(seed)
  const sent: Sent[] = []
  const messages: Buffer[] = []
  let threads = 0
  for (let index = 0; index < count; index++) {
    const answered = sent.length > 0 && random.chance(REPLIES) ? sent[Math.max(0, sent.length - 1 - random.whole(REACH))] : undefined
    const mail = answered ? reply(random, answered, { index, seed }) : opening(random, { index, seed, thread: threads++ })
    sent.push(mail)
    messages.push(compose(random, mail, { answered, index, file: random.chance(attachments) ? 20_000 + random.whole(480_000) : 0 }))
    if (sent.length > 2 * REACH) sent.splice(0, REACH)
  }
  shuffleSome(random, messages)
  for (let index = 0; index < huge; index++) {
    const mail = opening(random, { index: count + index, seed, thread: threads++ })
    messages.splice(Math.floor((index + 0.5) * messages.length / huge), 0, compose(random, mail, { answered: undefined, index: count + index, file: HUGE_BYTES }))
  }
  return { messages, tickets: threads, bytes: messages.reduce((sum, message) => sum + message.length, 0) }
}

// One in fifty comes before the one it may answer: mail is not delivered in order.
function shuffleSome(random: Random, messages: Buffer[]) {
  for (let index = 1; index < messages.length; index++) {
    const [before, here] = [messages[index - 1], messages[index]]
    if (before && here && random.chance(0.02)) [messages[index - 1], messages[index]] = [here, before]
  }
}

type Place = { index: number, seed: number }

const messageIdOf = (random: Random, { index, seed }: Place) => `<${seed.toString(36)}.${index.toString(36)}.${random.whole(2 ** 31).toString(36)}@${random.one(['mail.example', 'smtp.asso.example', 'poste.example'])}>`

function opening(random: Random, place: Place & { thread: number }): Sent {
  const language: Language = random.chance(0.75) ? 'fr' : 'en'
  const author = person(random)
  return { id: messageIdOf(random, place), references: [], subject: subject(random, language), author, language, text: letter(random, language, { author: author.name, euro: random.chance(0.2) }), thread: place.thread }
}

function reply(random: Random, to: Sent, place: Place): Sent {
  const prefix = random.one(['Re: ', 'Re : ', 'RE: ', 'TR: '])
  return {
    ...to,
    id: messageIdOf(random, place),
    references: [...to.references, to.id].slice(-12),
    subject: /^(re|tr) ?:/i.test(to.subject) ? to.subject : prefix + to.subject,
    text: letter(random, to.language, { author: to.author.name, euro: false }),
  }
}

type Making = { answered: Sent | undefined, index: number, file: number }

function compose(random: Random, mail: Sent, { answered, index, file }: Making): Buffer {
  const body = bodyOf(random, mail, answered)
  const whole = file > 0 ? multipart('mixed', [body, attachmentPart(random, file)], `mixed_${index}_${random.whole(1e9)}`) : body
  const headers = [...headersOf(random, mail, index), ...whole.headers]
  return Buffer.concat([Buffer.from(`${headers.join('\r\n')}\r\n\r\n`, 'latin1'), whole.body, Buffer.from('\r\n')])
}

function headersOf(random: Random, mail: Sent, index: number): string[] {
  const date = new Date(BEGIN + index * 60_000).toUTCString().replace('GMT', '+0000')
  const word = (text: string) => encodedWords(text, random.one(['utf-8', 'iso-8859-1']), random.one(['B', 'Q']))
  const kind = random.whole(10)
  const inReplyTo = mail.references.at(-1)
  return [
    `Return-Path: <${mail.author.address}>`,
    `Received: from mail.example (mail.example [192.0.2.${random.whole(250)}]) by mx.coop.example with ESMTPS id ${random.whole(2 ** 31).toString(36)}; ${date}`,
    `DKIM-Signature: v=1; a=rsa-sha256; d=example; s=mail; h=from:to:subject:date; bh=${random.bytes(32).toString('base64')};\r\n b=${random.bytes(96).toString('base64')}`,
    `From: ${/[^\x20-\x7E]/.test(mail.author.name) ? word(mail.author.name) : `"${mail.author.name}"`} <${mail.author.address}>`,
    'To: Support <support@coop.example>',
    `Subject: ${word(mail.subject)}`,
    `Date: ${date}`,
    `Message-ID: ${mail.id}`,
    // Some programs write only one of the two.
    ...inReplyTo && kind !== 1 ? [`In-Reply-To: ${inReplyTo}`] : [],
    ...inReplyTo && kind !== 0 ? [`References: ${mail.references.join('\r\n ')}`] : [],
    ...random.chance(LISTS) ? ['List-Id: Entraide <entraide.listes.example>', 'List-Post: <mailto:entraide@listes.example>', 'Precedence: list'] : [],
    'MIME-Version: 1.0',
  ]
}

function bodyOf(random: Random, mail: Sent, answered: Sent | undefined): Part {
  const quoted = answered ? [attribution(mail.language, answered.author.name, '12/09/2026 10:42'), ...answered.text] : []
  const style = writing(random)
  const plain = [...mail.text.flatMap(paragraph => [wrapped(paragraph), '']), ...quoted.slice(0, 1), ...quoted.slice(1).map(line => `> ${wrapped(line).replace(/\r\n/g, '\r\n> ')}`)].join('\r\n')
  const html = () => textPart('html', asHtml(mail.text, quoted), style)
  const kind = random.whole(10)
  if (kind < 3) return textPart('plain', plain, style)
  if (kind < 4) return html()
  return multipart('alternative', [textPart('plain', plain, style), html()], `alternative_${random.whole(2 ** 31).toString(36)}`)
}

const wrapped = (paragraph: string) => paragraph.replace(/(.{1,72})(?: |$)/g, '$1\r\n').trimEnd()
