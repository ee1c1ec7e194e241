import { parse } from '../adapters/mail-parser.thread.ts'
import type { ParsedMail } from '../channels/understanding/message.ts'
import type { Source } from '../channels/sources/source.ts'

/** A message as its header and body: a header may be taken out, or stand twice. */
export type Draft = { headers: readonly (readonly [string, string])[], body: string }

/** Understands it as the intake does. */
export async function understood({ headers, body }: Draft): Promise<ParsedMail> {
  const raw = [...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n').replace(/\r?\n/g, '\r\n')
  const answer = await parse({ raw: { bytes: Buffer.from(raw) } })
  if (!answer || answer instanceof Uint8Array || !('mail' in answer)) throw new Error('This message cannot be read')
  return answer.mail
}

/** The same without one of its headers. */
export const without = (draft: Draft, ...names: string[]): Draft => ({ ...draft, headers: draft.headers.filter(([name]) => !names.includes(name)) })

/** The same with some headers changed or added. */
export const changed = (draft: Draft, values: Readonly<Record<string, string>>): Draft =>
  ({ ...draft, headers: [...draft.headers.filter(([name]) => !(name in values)), ...Object.entries(values)] })

/** The names of its headers, each once. */
export const headerNames = ({ headers }: Draft): string[] => [...new Set(headers.map(([name]) => name))]

const source: Source = {
  id: 1, kind: 'list', profile: 'sympa', name: 'Entraide', address: 'entraide@lists.coop.example', listId: 'entraide.lists.coop.example', recipient: null, url: null, mailboxId: 1, account: 'support@coop.example',
  answersBy: 'mail', answersTo: 'public', mustAuthenticate: true, footer: null, categories: [], unansweredHours: null, active: true,
}

/** A list of Sympa. */
export const listSource = (values: Partial<Source> = {}): Source => ({ ...source, ...values })

/** A forum of Discourse. */
export const forumSource = (values: Partial<Source> = {}): Source => ({
  ...source, id: 2, kind: 'forum', profile: 'discourse', name: 'Forum Coop', address: 'notifications@forum.coop.example', listId: null, url: 'https://forum.coop.example', account: 'support', answersBy: 'api', ...values,
})

type Written = { from?: string, subject?: string, text?: string, headers?: Readonly<Record<string, string>> }

const PLAIN = [['MIME-Version', '1.0'], ['Content-Type', 'text/plain; charset=utf-8']] as const

/** What Sympa 6.2 sends to the subscribers of entraide@lists.coop.example. */
export function sympaMail({ from = 'Camille Martin <camille@free.example>', subject = 'Re: [entraide] Certificat expiré', text = 'Chez moi aussi.', headers = {} }: Written = {}): Draft {
  return changed({
    headers: [
      ['Return-Path', '<bounce+support==coop.example==entraide@lists.coop.example>'], ['X-Loop', 'entraide@lists.coop.example'], ['X-Sequence', '412'], ['Errors-To', 'entraide-owner@lists.coop.example'],
      ['Precedence', 'list'], ['Precedence', 'bulk'], ['Sender', 'entraide-request@lists.coop.example'], ['X-no-archive', 'yes'], ['List-Id', '<entraide.lists.coop.example>'],
      ['List-Help', '<mailto:sympa@lists.coop.example?subject=help>'], ['List-Subscribe', '<mailto:sympa@lists.coop.example?subject=subscribe%20entraide>'], ['List-Unsubscribe', '<mailto:sympa@lists.coop.example?subject=unsubscribe%20entraide>'],
      ['List-Post', '<mailto:entraide@lists.coop.example>'], ['List-Owner', '<mailto:entraide-request@lists.coop.example>'], ['List-Archive', '<https://lists.coop.example/sympa/arc/entraide>'],
      ['Archived-At', '<https://lists.coop.example/sympa/msg/entraide/2026-11/4f2c>'],
      ['From', from], ['To', 'entraide@lists.coop.example'], ['Subject', subject], ['Date', 'Fri, 20 Nov 2026 10:11:12 +0100'], ['Message-ID', '<20261120101112.GA1234@free.example>'], ['In-Reply-To', '<20261119.1@asso.example>'],
      ...PLAIN,
    ],
    body: text,
  }, headers)
}

/** A text and a footer that is a part of its own, as Sympa and Mailman add one. */
export const withFooterPart = (draft: Draft, footer: string): Draft => ({
  ...changed(draft, { 'Content-Type': 'multipart/mixed; boundary="x"' }),
  body: `--x\nContent-Type: text/plain; charset=utf-8\n\n${draft.body}\n--x\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: inline\n\n${footer}\n--x--\n`,
})

/** What Mailman sends to the subscribers of shapes@lists.asso.example. */
export function mailmanMail(version: 2 | 3, { from = 'Tom Owl <tom@owl.example>', subject = '[Shapes] need some help', text = 'Which projection is it?', headers = {} }: Written = {}): Draft {
  const own: readonly (readonly [string, string])[] = version === 2
    ? [['X-BeenThere', 'shapes@lists.asso.example'], ['X-Mailman-Version', '2.1.9'], ['Sender', 'shapes-bounces@lists.asso.example'], ['Errors-To', 'shapes-bounces@lists.asso.example'], ['List-Archive', '<http://lists.asso.example/pipermail/shapes>'], ['List-Unsubscribe', '<http://lists.asso.example/mailman/listinfo/shapes>, <mailto:shapes-request@lists.asso.example?subject=unsubscribe>']]
    : [['Message-ID-Hash', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'], ['X-Message-ID-Hash', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'], ['X-MailFrom', 'prvs=123abc=tom@owl.example'], ['X-Mailman-Version', '3.3.8'], ['List-Archive', '<https://lists.asso.example/archives/list/shapes@lists.asso.example/>'], ['List-Unsubscribe', '<mailto:shapes-leave@lists.asso.example>']]
  return changed({
    headers: [
      ['Return-Path', '<shapes-bounces@lists.asso.example>'], ...own, ['Precedence', 'list'], ['List-Id', 'Shapes Development <shapes.lists.asso.example>'], ['List-Post', '<mailto:shapes@lists.asso.example>'],
      ['From', from], ['To', 'shapes@lists.asso.example'], ['Subject', subject], ['Date', 'Wed, 09 Mar 2011 11:20:10 +0000'], ['Message-ID', '<m1@owl.example>'], ...PLAIN,
    ],
    body: text,
  }, headers)
}

/** How Discourse names its posts: until 2021, until October 2022, since then. */
export type Period = 'topic/T/P' | 'topic/T/P.R' | 'discourse/post/P'

const IDS: Record<Period, readonly (readonly [string, string])[]> = {
  'topic/T/P': [['Message-ID', '<topic/2354/48213@forum.coop.example>'], ['In-Reply-To', '<topic/2354@forum.coop.example>'], ['References', '<topic/2354@forum.coop.example>']],
  'topic/T/P.R': [['Message-ID', '<topic/2354/48213.a1b2c3@forum.coop.example>'], ['In-Reply-To', '<topic/2354@forum.coop.example>'], ['References', '<topic/2354@forum.coop.example>']],
  'discourse/post/P': [
    ['Message-ID', '<discourse/post/48213@forum.coop.example>'], ['In-Reply-To', '<discourse/post/48200@forum.coop.example>'], ['References', '<discourse/post/48200@forum.coop.example>'],
    ['X-Discourse-Post-Id', '48213'], ['X-Discourse-Topic-Id', '2354'], ['X-Discourse-Category', 'Hebergement'], ['X-Discourse-Sender', 'camille'],
  ],
}

const BELOW = {
  fr: '---\n\n[Voir le sujet](https://forum.coop.example/t/panne-du-ftp/2354/7) ou répondre à ce courriel pour répondre.\n\nPour vous désabonner de ces courriels, [cliquez ici](https://forum.coop.example/email/unsubscribe/0a1b).\n',
  en: '---\n\n[Visit Topic](https://forum.coop.example/t/panne-du-ftp/2354/7) or reply to this email to respond.\n\nTo unsubscribe from these emails, [click here](https://forum.coop.example/email/unsubscribe/0a1b).\n',
}

/** What a Discourse of that time sends of a post. */
export function discourseMail(period: Period, { from = '"Camille Martin via Forum Coop" <notifications@forum.coop.example>', subject = '[Forum Coop] [Hebergement] Panne du FTP', text = 'Même problème chez moi.', headers = {}, below = BELOW.fr }: Written & { below?: string } = {}): Draft {
  return changed({
    headers: [
      ['Return-Path', '<reply+verp-0123456789abcdef0123456789abcdef@forum.coop.example>'],
      ['From', from], ['Reply-To', '"Forum Coop" <reply+0123456789abcdef0123456789abcdef@forum.coop.example>'], ['To', 'support@coop.example'], ['Subject', subject], ['Date', 'Fri, 20 Nov 2026 10:11:12 +0000'],
      ...IDS[period], ['List-ID', '"Forum Coop | Hebergement" <hebergement.forum.coop.example>'], ['List-Archive', 'https://forum.coop.example/t/panne-du-ftp/2354'], ['List-Unsubscribe', '<https://forum.coop.example/email/unsubscribe/0a1b>'],
      ['X-Auto-Response-Suppress', 'All'], ['Auto-Submitted', 'auto-generated'], ['Precedence', 'list'], ...PLAIN,
    ],
    body: `${text}\n\n${below}`,
  }, headers)
}

export const discourseBelow = BELOW

/** A mail that a forum's program sends, with few headers. */
export const forumMail = ({ from = 'Forum Asso <forum@asso.example>', subject = '', text = '', headers = {} }: Written): Draft => changed({
  headers: [['From', from], ['To', 'support@coop.example'], ['Subject', subject], ['Date', 'Fri, 20 Nov 2026 10:11:12 +0000'], ['Message-ID', '<f1@asso.example>'], ...PLAIN],
  body: text,
}, headers)
