import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import type { Result } from '../../workflows/engine/progress.ts'

export const MAIL_PLAN = ['addresses', 'boxes', 'catchAll', 'byHand', 'fr', 'en'] as const

const Mailbox = z.object({ address: z.string(), aliases: z.array(z.string()).default([]), responder: z.boolean().nullish() })
const Forward = z.object({ source: z.string(), destinations: z.array(z.string()).max(500) })

/** What a step is given: what Gandi has, or what the member has written down, one address a line. */
export const MailGiven = z.object({
  domain: z.string(), mailboxes: z.array(Mailbox).max(2000).nullish(), forwards: z.array(Forward).max(5000).nullish(),
  list: z.string().max(100_000).nullish(), quotaMb: z.coerce.number().int().min(0).max(1_000_000).nullish(),
})

type Box = { local: string, aliases: readonly string[], responder: boolean }
type Sent = { local: string, to: string[] }
type Wished = { boxes: Box[], sent: Sent[] }

const USUAL_QUOTA_MB = 2000

/** The addresses of a domain as our hosting is asked for them; `boxes` are those whose mail is to be copied, `byHand` what no hosting has a word for. */
export function plannedMail({ domain, mailboxes, forwards, list, quotaMb }: z.infer<typeof MailGiven>): Result {
  const written = listed(list ?? '', domain)
  const boxes = [...(mailboxes ?? []).map(box => ({ local: localOf(box.address, domain), aliases: box.aliases, responder: box.responder === true })), ...written.boxes]
  const sent = [...(forwards ?? []).map(({ source, destinations }) => ({ local: localOf(source, domain), to: destinations })), ...boxes.flatMap(({ local, aliases }) => aliases.map(alias => ({ local: alias, to: [`${local}@${domain}`] }))), ...written.sent]
  const [everything] = sent.filter(({ local }) => local === '*')
  const plain = sent.filter(({ local }) => !local.includes('*'))
  const byHand = [
    ...sent.filter(({ local }) => local.includes('*') && local !== '*').map(({ local, to }) => ({ fr: `${local}@${domain} (vers ${to.join(', ')}) : une adresse avec joker`, en: `${local}@${domain} (to ${to.join(', ')}): an address with a wildcard` })),
    ...boxes.filter(({ responder }) => responder).map(({ local }) => ({ fr: `${local}@${domain} : une réponse automatique est en place`, en: `${local}@${domain}: an automatic answer is set` })),
    ...everything && everything.to.length > 1 ? [{ fr: `Ce qui n’a pas d’adresse va aussi à ${everything.to.slice(1).join(', ')}`, en: `What has no address goes to ${everything.to.slice(1).join(', ')} too` }] : [],
  ]
  return {
    addresses: [
      ...boxes.map(({ local }) => ({ local, mailbox: { quotaMb: quotaMb ?? USUAL_QUOTA_MB }, recipients: [] })),
      ...plain.map(({ local, to }) => ({ local, mailbox: null, recipients: to })),
    ],
    boxes: [...new Set(boxes.map(({ local }) => local))].map(local => ({ address: `${local}@${domain}`, local })),
    catchAll: everything?.to[0] ?? null,
    byHand,
    ...inWords(boxes.length, plain.length),
  } satisfies Record<typeof MAIL_PLAN[number], unknown>
}

function localOf(address: string, domain: string): string {
  const [local = '', of = domain] = address.trim().toLowerCase().split('@')
  if (local === '' || of !== domain) throw new Refusal('invalid', `${address} is no address of ${domain}`)
  return local
}

/** `contact` or `contact@…` is a mailbox; `bureau: a@x.fr, b@y.fr` or `bureau -> a@x.fr` goes on to others. */
function listed(text: string, domain: string): Wished {
  const wished: Wished = { boxes: [], sent: [] }
  for (const line of text.split(/\r?\n/).map(one => one.trim()).filter(Boolean)) {
    const [address = '', others] = line.split(/\s*(?:->|→|:|=>)\s*/, 2)
    const to = others?.split(/[\s,;]+/).filter(Boolean) ?? []
    if (to.length > 0) wished.sent.push({ local: localOf(address, domain), to })
    else wished.boxes.push({ local: localOf(address, domain), aliases: [], responder: false })
  }
  return wished
}

const inWords = (boxes: number, sent: number) => ({
  fr: `${boxes} ${boxes > 1 ? 'boîtes' : 'boîte'}, ${sent} ${sent > 1 ? 'redirections' : 'redirection'}`,
  en: `${boxes} ${boxes === 1 ? 'mailbox' : 'mailboxes'}, ${sent} ${sent === 1 ? 'forward' : 'forwards'}`,
})
