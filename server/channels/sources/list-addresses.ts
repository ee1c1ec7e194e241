import type { ParsedMail } from '../understanding/message.ts'
import { addressesCarried, splitAddress } from './carried.ts'
import type { Source } from './source.ts'

/** Which addresses belong to a list and to the server that runs it, and so to nobody who writes there. */
export type ListAddresses = {
  /** Where one writes to it: to all of its subscribers. */
  isPosting: (address: string) => boolean
  /** One of those under which its software speaks and is spoken to, as in entraide-owner@ or sympa@. */
  isMachine: (address: string) => boolean
}

/** Behind the name of a list (Sympa, Mailman, ezmlm). */
const ROLES = 'owner|request|bounces?|admin|editor|leave|join|confirm|subscribe|unsubscribe|return'
const OF_LIST = new RegExp(`^(.+)-(${ROLES})(?:[+=].*)?$`)
/** Of a whole server. */
const PROGRAMS = /^(sympa|mailman|majordomo|listserv|mlmmj|listmaster|listadmin|no-?reply|do-?not-?reply|dmarc|dmarc-?\w{1,20}|postmaster|mailer-daemon|nobody|bounces?([+=].*)?)$/

/** The addresses of the list that this mail came by, going by what its software wrote and by what we know of it. */
export function listAddresses(mail: Pick<ParsedMail, 'carrier'>, source: Pick<Source, 'address'>): ListAddresses {
  // What the server itself writes may name the server, as in X-Loop: sympa@lists.example. Nobody posts there.
  const named = addressesCarried(mail, 'list-post', 'x-loop', 'x-beenthere').filter(address => !isProgram(splitAddress(address).local))
  const posting = new Set([...named, ...source.address === null ? [] : [source.address.toLowerCase()]])
  const lists = [...posting].map(splitAddress)
  return {
    isPosting: address => posting.has(address.toLowerCase()),
    isMachine: (address) => {
      const { local, host } = splitAddress(address)
      if (!lists.some(list => list.host === host || host.endsWith(`.${list.host}`) || list.host.endsWith(`.${host}`))) return false
      return PROGRAMS.test(local) || lists.some(list => OF_LIST.exec(local)?.[1] === list.local)
    },
  }
}

/** The name of the list that speaks under such an address, as in `entraide` of entraide-owner@…; null when it names none. */
export const listNamedBy = (local: string): string | null => OF_LIST.exec(local)?.[1] ?? null

/** Whether the server itself speaks under this name, and never a person. */
export const isProgram = (local: string) => /^(sympa|mailman|majordomo|listserv|mlmmj)$/.test(local)

/** VERP of Sympa: bounce+camille==asso.example==entraide@lists.example is about the list entraide. */
export const listOfBounce = (local: string): string | null => /^bounces?\+.*==([^=]+)$/.exec(local)?.[1] ?? null
