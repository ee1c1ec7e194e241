import { sha256 } from '../platform/signing.ts'
import { readAddresses } from '../channels/understanding/addresses.ts'
import { fieldOf, headerWords, spokenIn, withoutFields, type RawField, type RawMail } from './raw-mail.ts'
import { withSympaFooter } from './sympa.footer.ts'
import { domainOf, nameOf, roleOf, serverOf, type Phrase, type SympaSettings } from './sympa.settings.ts'

/** Which message of the list it is, when, and who let it pass. */
export type Passing = { sequence: number, at: Date, validatedBy: string | null }

const REMOVED = ['x-sympa-to', 'x-family-to', 'return-receipt-to', 'precedence', 'x-sequence', 'disposition-notification-to', 'sender', 'return-path', 'errors-to', 'x-loop']

/** What Sympa 6.2 gives its subscribers of a message: the author's own, with its marks, in the order in which it makes them. */
export function distributed(mail: RawMail, list: SympaSettings, passing: Passing): RawMail {
  const spoken = list.anonymous === null ? mail.fields : unnamed(mail.fields, list, passing)
  const tagged = list.tag ? withSubject(spoken, subjectOf(mail, list.tag, passing.sequence)) : spoken
  const kept = withoutFields(tagged, ...REMOVED)
  const answered = withReplyTo(kept, list)
  const fields = isProtected(mail, list) ? inTheirName(answered, list) : answered
  const marked: RawMail = { fields: [...marks(list, passing), ...fields, ...listFields(mail, list, passing)], body: mail.body }
  return list.footer ? withSympaFooter(marked, list.footer) : marked
}

const TELLING = ['reply-to', 'dkim-signature', 'received', 'return-path', 'x-sender', 'organization', 'authentication-results', 'disposition-notification-to', 'return-receipt-to']

/** Nobody is known: not by From, nor by the name of the message, nor by what tells of their server. */
function unnamed(fields: readonly RawField[], { address, anonymous }: SympaSettings, { sequence, at }: Passing): RawField[] {
  const own = { 'from': `${headerWords(anonymous ?? '')} <${address}>`, 'message-id': `<${at.getTime()}.${sequence}@${domainOf(address)}>` }
  return withoutFields(fields, ...TELLING).map(field => ({ ...field, value: Object.entries(own).find(([name]) => name === field.name.toLowerCase())?.[1] ?? field.value }))
}

/** "Re: [tag] Titre", however the answer was called and wherever the tag stood. */
function subjectOf(mail: RawMail, { words, numbered = false }: NonNullable<SympaSettings['tag']>, sequence: number): string {
  const tag = new RegExp(`\\s*\\[${words.replace(/[^\p{L}\p{N} ]/gu, '\\$&')}(?: \\d+)?\\]\\s*`, 'giu')
  const bare = spokenIn(mail, 'subject').replace(tag, ' ').trim()
  const title = bare.replace(/^(?:(?:re|ré|rép|aw|sv)\s*(?:\[\d+\])?\s*:\s*)+/iu, '')
  return `${title === bare ? '' : 'Re: '}[${words}${numbered ? ` ${sequence}` : ''}] ${title}`.trimEnd()
}

const withSubject = (fields: readonly RawField[], subject: string): RawField[] =>
  fields.map(field => field.name.toLowerCase() === 'subject' ? { ...field, value: headerWords(subject) } : field)

const authorOf = (fields: readonly RawField[]) => readAddresses([fieldOf({ fields }, 'from') ?? ''])[0] ?? { address: '', name: '' }

function withReplyTo(fields: readonly RawField[], { replyTo: { to, forced = false }, address }: SympaSettings): RawField[] {
  if (fieldOf({ fields }, 'reply-to') !== null && !forced) return [...fields]
  if (to === 'sender') return forced ? withoutFields(fields, 'reply-to') : [...fields]
  const author = fieldOf({ fields }, 'from') ?? ''
  const value = typeof to === 'object' ? to.address : to === 'all' ? `${address},${author}` : address
  return [...withoutFields(fields, 'reply-to'), { name: 'Reply-To', value }]
}

const isProtected = (mail: RawMail, { protects }: SympaSettings) =>
  protects !== null && (protects.domains === 'all' || protects.domains.includes(domainOf(authorOf(mail.fields).address).toLowerCase()))

/** Its server speaks in the name of authors whose domain lets nobody else do so (DMARC). */
function inTheirName(fields: readonly RawField[], list: SympaSettings): RawField[] {
  const from = fieldOf({ fields }, 'from') ?? ''
  const { phrase = 'name_via_list' } = list.protects ?? {}
  const renamed = fields.map(field => /^dkim-signature$/i.test(field.name) ? { ...field, name: 'X-Original-DKIM-Signature' } : field)
  const answers = fieldOf({ fields }, 'reply-to') === null ? [{ name: 'Reply-To', value: from }] : []
  const domain = domainOf(authorOf(fields).address)
  return [
    ...renamed.map(field => /^from$/i.test(field.name) ? { name: 'From', value: `${spokenBy(authorOf(fields), list, phrase)} <${list.address}>` } : field), ...answers,
    { name: 'X-Original-From', value: from }, { name: 'X-Original-DMARC-Record', value: `domain=${domain}; v=DMARC1; p=reject` },
  ]
}

/** The words of From, and the comment (RFC 5322 §3.2.2) that says by whom and for whom. */
function spokenBy({ address, name }: { address: string, name: string }, { address: to, language }: SympaSettings, phrase: Phrase): string {
  const [who, list] = [name || nameOf(address), nameOf(to)]
  const named = language === 'fr' ? { via: `via ${list}`, list: `Liste ${list}`, for: 'de la part de' } : { via: `via ${list} Mailing List`, list: `${list} Mailing List`, for: 'on behalf of' }
  const [words, comment] = {
    name_via_list: [who, named.via],
    name_and_email: [who, address],
    name_email_via_list: [who, `${address} ${named.via}`],
    list_for_name: [named.list, `${named.for} ${who}`],
    list_for_email: [named.list, `${named.for} ${address}`],
  }[phrase] as [string, string]
  const spoken = /^[ -~]*$/.test(words) ? words.replace(/["\\(),:;<>@[\]]/g, ' ').trim() : headerWords(words)
  return `${spoken} (${headerWords(comment)})`
}

/** What stands above all else. `Precedence` is there twice. */
const marks = ({ address }: SympaSettings, { sequence, validatedBy }: Passing): RawField[] => [
  { name: 'X-Loop', value: address }, { name: 'X-Sequence', value: String(sequence) }, { name: 'Errors-To', value: roleOf(address, 'owner') },
  { name: 'Precedence', value: 'list' }, { name: 'Precedence', value: 'bulk' }, { name: 'Sender', value: roleOf(address, 'request') }, { name: 'X-no-archive', value: 'yes' },
  ...validatedBy === null ? [] : [{ name: 'X-Validation-by', value: validatedBy }],
]

function listFields(mail: RawMail, { address, web }: SympaSettings, { at }: Passing): RawField[] {
  const [name, server] = [nameOf(address), serverOf(address)]
  const ask = (words: string) => `<mailto:${server}?subject=${encodeURIComponent(words)}>`
  return [
    { name: 'List-Id', value: `<${address.replace('@', '.')}>` },
    { name: 'List-Help', value: ask('help') }, { name: 'List-Subscribe', value: ask(`subscribe ${name}`) }, { name: 'List-Unsubscribe', value: ask(`unsubscribe ${name}`) },
    { name: 'List-Post', value: `<mailto:${address}>` }, { name: 'List-Owner', value: `<mailto:${roleOf(address, 'request')}>` },
    ...web === null ? [] : [{ name: 'List-Archive', value: `<${web}/arc/${name}>` }, { name: 'Archived-At', value: `<${web}/msg/${name}/${at.toISOString().slice(0, 7)}/${sha256(fieldOf(mail, 'message-id') ?? '').slice(0, 22)}>` }],
  ]
}
