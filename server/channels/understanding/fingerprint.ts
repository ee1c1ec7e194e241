import { sha256 } from '../../platform/signing.ts'
import type { MailAddress, MailAttachment } from './message.ts'

type Authored = { from: MailAddress | null, date: number | null, subject: string, text: string, attachments: readonly Pick<MailAttachment, 'sha256'>[] }

/** The same for two copies of a message that took different ways: made of what the author wrote, as little as possible of how it was carried. */
export function fingerprint({ from, date, subject, text, attachments }: Authored): string {
  const parts = [from?.address.toLowerCase() ?? '', String(date), spaced(subject), spaced(text), ...attachments.map(attachment => attachment.sha256)]
  return sha256(parts.join('\n'))
}

const spaced = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()
