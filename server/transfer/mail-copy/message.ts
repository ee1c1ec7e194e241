import { sha256 } from '../../platform/signing.ts'

/** A message as a folder lists it, without its text. */
export type Listed = {
  uid: number
  size: number
  /** When the server received it, UTC milliseconds; 0 when it does not say. */
  deliveredAt: number
  flags: readonly string[]
  header: Header
}

/** The lines of its header by which a message is known again, as they stand there. */
export type Header = { messageId: string | null, date: string, from: string, subject: string }

const LONGEST_ID = 250

/** By what a message is known on both sides: its Message-ID and its size; without one, everything else that says which it is. */
export function digestOf({ size, deliveredAt, header }: Pick<Listed, 'size' | 'deliveredAt' | 'header'>): string {
  const { messageId, date, from, subject } = header
  const said = messageId === null ? ['none', size, Math.floor(deliveredAt / 1000), date, from, subject] : ['id', messageId, size]
  return sha256(said.join('\u0000')).slice(0, 40)
}

/** Reads the lines that we ask for out of a header as it came; of several with one name, the first counts. */
export function headerIn(text: string): Header {
  const unfolded = text.replaceAll(/\r?\n(?=[ \t])/g, '')
  const valueOf = (name: string) => new RegExp(`^${name}[ \\t]*:(.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? ''
  const id = valueOf('message-id').replace(/^<(.*)>$/, '$1').trim()
  return { messageId: id === '' ? null : id.slice(0, LONGEST_ID), date: valueOf('date'), from: valueOf('from'), subject: valueOf('subject') }
}
