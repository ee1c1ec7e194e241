import type { DnsRecord } from '../record.ts'
import { bytesOfWord, quoted, wordsOfLine } from './rdata/words.ts'

/** The whole text of a TXT or SPF record, its pieces put together. */
export const textOf = (data: string): string => data.startsWith('\\#') ? '' : Buffer.from(wordsOfLine(data).words.flatMap(({ text }) => bytesOfWord(text))).toString('utf8')

/** A text as the canonical data of a TXT record, in pieces of 255 bytes. */
export function txtData(text: string): string {
  const bytes = Buffer.from(text, 'utf8')
  return Array.from({ length: Math.max(1, Math.ceil(bytes.length / 255)) }, (_, i) => quoted(bytes.subarray(i * 255, (i + 1) * 255))).join(' ')
}

/** Whether this record says who may send the domain's mail (RFC 7208 §4.5). */
export const isSpf = ({ type, data }: Pick<DnsRecord, 'type' | 'data'>) => type === 'TXT' && /^v=spf1(?: |$)/iu.test(textOf(data))
