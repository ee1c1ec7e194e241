import type { OutgoingKind, MailAddress } from '../../outbox/contract.ts'
import { isAutomatic, type Letter } from '../../outbox/outgoing.ts'
import type { Signer } from '../../platform/signing.ts'

/** A mail with everything its headers say. */
export type ComposedLetter = Omit<Letter, 'from' | 'references' | 'post'> & {
  from: MailAddress
  references: string[]
  messageId: string
  date: Date
  headers: Record<string, string>
}

type Circumstances = { kind: OutgoingKind, messageId: string, house: MailAddress, signer: Pick<Signer, 'sign'>, now: Date }

const ID = /^<[!-;=?-~]{1,250}>$/
const MAX_REFERENCES = 30

/** The mail as it is written once and for all. What a machine wrote says so (RFC 3834), so that no machine answers; a person's answer says nothing of the kind, for lists and forums would drop it. */
export function composed({ post: _, ...letter }: Letter, { kind, messageId, house, signer, now }: Circumstances): ComposedLetter {
  return {
    ...letter,
    from: letter.from ?? house,
    inReplyTo: letter.inReplyTo !== null && ID.test(letter.inReplyTo) ? letter.inReplyTo : null,
    references: referencesIn(letter.references),
    messageId,
    date: now,
    headers: { 'X-Permanence-Installation': signer.sign('installation'), ...isAutomatic(kind) ? automaticHeaders(kind) : {} },
  }
}

const automaticHeaders = (kind: OutgoingKind) => ({ 'Auto-Submitted': kind === 'acknowledgement' ? 'auto-replied' : 'auto-generated', 'X-Auto-Response-Suppress': 'All' })

/** The ids that can be written, each once; of a long thread the first one and the newest, as RFC 5322 §3.6.4 lets one shorten it. Others made most of them: they may be anything. */
function referencesIn(references: readonly string[]): string[] {
  const known = [...new Set(references.filter(id => ID.test(id)))]
  return known.length <= MAX_REFERENCES ? known : [...known.slice(0, 1), ...known.slice(1 - MAX_REFERENCES)]
}
