import { latin1Of } from '../bytes/charset.ts'
import { all, readFields } from '../bytes/headers.ts'
import type { Report } from '../message.ts'
import { readMessageId } from '../message-ids.ts'
import { headersOf, type LeafPart } from '../bytes/parts.ts'

const REPORT = /^message\/(feedback-report|disposition-notification)$/
const RETURNED = /^(message\/(rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers)$/

/** Null when it is neither. Providers that black out the address of the reader leave the rest. */
export function reportOf(leaves: readonly LeafPart[]): Report | null {
  const part = leaves.find(leaf => REPORT.test(leaf.contentType))
  if (!part) return null
  const fields = fieldsOf(part)
  const returned = leaves.filter(leaf => RETURNED.test(leaf.contentType)).map(headersOf)
  const ids = [...returned.flatMap(headers => all(headers, 'message-id')), ...all(fields, 'original-message-id')]
  const paths = [...all(fields, 'original-mail-from'), ...returned.flatMap(headers => all(headers, 'return-path'))]
  return { messageId: readMessageId(ids), returnPath: paths.map(addressIn).find(path => path !== null) ?? null }
}

/** Some write them as several blocks. */
const fieldsOf = (part: LeafPart) => readFields(latin1Of(part.kept).replace(/\r?\n(?:[ \t]*\r?\n)+/g, '\n').trim())

const addressIn = (value: string): string | null => /[^\s<>;,()"]+@[^\s<>;,()"]+/.exec(value.slice(0, 500))?.[0] ?? null
