import { readAddresses } from '../understanding/addresses.ts'
import { readable } from '../understanding/bytes/headers.ts'
import type { ParsedMail } from '../understanding/message.ts'

type Carrying = Pick<ParsedMail, 'carrier'>

/** All values of a header that a list or a forum has written. */
export const allCarried = ({ carrier }: Carrying, name: string): readonly string[] => carrier[name] ?? []

/** Its first value that says something, for people to read. */
export const carried = (mail: Carrying, name: string): string | null => readable(allCarried(mail, name).find(value => value.trim() !== '')) || null

/** The addresses in these headers, in lower case, without what a link asks for (`mailto:list@host?subject=help`). */
export const addressesCarried = (mail: Carrying, ...names: readonly string[]): string[] =>
  names.flatMap(name => readAddresses(allCarried(mail, name).map(value => value.replace(/\?[^>,]*/g, '')))).map(({ address }) => address.toLowerCase())

/** The first web address in a header; null when there is none that one may click on. */
export const linkCarried = (mail: Carrying, name: string): string | null => webAddress(/https?:\/\/[^\s<>"]+/i.exec(carried(mail, name) ?? '')?.[0])

const LONGEST = 1000

/** A web address as it may be stored and shown, or null. */
export function webAddress(link: string | null | undefined): string | null {
  if (!link || link.length > LONGEST || /[\s<>"\\]/.test(link)) return null
  const url = URL.parse(link)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url.href : null
}

/** The host of a web address, in lower case. */
export const hostOf = (link: string | null): string | null => (link === null ? null : URL.parse(link)?.hostname.toLowerCase()) || null

/** What stands before and behind the @, in lower case. */
export function splitAddress(address: string): { local: string, host: string } {
  const at = address.lastIndexOf('@')
  return { local: address.slice(0, Math.max(0, at)).toLowerCase(), host: address.slice(at + 1).toLowerCase() }
}

/** The same host, or one below it. */
export const isWithin = (host: string, domain: string) => host !== '' && (host === domain || host.endsWith(`.${domain}`))
