import type { TicketStatus } from '../tickets/contract.ts'
import type { OpenRun } from './runs/run.ts'
import { runWordsIn } from './runs/words.ts'
import { standingOf, wordsIn, type PortalLocale } from './words.ts'

/** What a member may see of a ticket. Instants are UTC milliseconds. */
export type PortalTicket = {
  reference: string
  subject: string
  status: TicketStatus
  locale: string | null
  createdAt: number
  /** Whose page it is, in lower case. */
  guest: string
  /** Whose ticket it is, in lower case. */
  requester: string
  /** How the house calls itself. */
  house: string
  messages: readonly PortalMessage[]
}

/** A message of the conversation. */
export type PortalMessage = { kind: 'incoming' | 'reply', name: string, address: string, text: string, at: number, files: readonly string[] }

/** What the page tells about what was just done, and the words that were not sent. */
export type Notice = { notice?: 'sent' | 'closed', problem?: 'empty' | 'tooLong' | 'tooMany' | 'failed', draft?: string }

const date = (at: number, locale: PortalLocale) => new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' }).format(at)

// The key of a run's page is its member's alone: whoever has it answers in their place.
const RUN_PAGE = /(\/aide\/parcours\/\d+\/)[a-z2-7]{16}\b/gi

function shown({ kind, name, address, text: written, at, files }: PortalMessage, { guest, requester, house }: PortalTicket, locale: PortalLocale) {
  const text = guest === requester ? written : written.replace(RUN_PAGE, '$1…')
  const own = kind === 'incoming' && address.toLowerCase() === guest
  return { author: kind === 'reply' ? house : own ? wordsIn[locale].you : name || address, side: kind === 'reply' ? 'ours' : own ? 'own' : 'other', text, at: date(at, locale), iso: new Date(at).toISOString(), files }
}

/** The data of a ticket's page, for its template. */
export function pageOf(ticket: PortalTicket, locale: PortalLocale, { notice, problem, draft = '', runs = [] }: Notice & { runs?: readonly OpenRun[] } = {}) {
  const words = wordsIn[locale]
  return {
    locale,
    otherLocale: locale === 'fr' ? 'en' : 'fr',
    words,
    house: ticket.house,
    subject: ticket.subject,
    reference: ticket.reference,
    opened: date(ticket.createdAt, locale),
    standing: standingOf(ticket.status, locale),
    notice: notice ? words[notice] : '',
    problem: problem ? words[problem] : '',
    draft,
    mayClose: ticket.status !== 'solved' && ticket.status !== 'closed',
    messages: ticket.messages.map(message => shown(message, ticket, locale)),
    runWords: runWordsIn[locale],
    runs,
  }
}

/** The data of a page that only says something. */
export const plainPage = (locale: PortalLocale, about: 'home' | 'missing') => ({ locale, otherLocale: locale === 'fr' ? 'en' : 'fr', words: wordsIn[locale], heading: wordsIn[locale][`${about}Title`], text: wordsIn[locale][about] })
