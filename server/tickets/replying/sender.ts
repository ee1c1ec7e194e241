/** A mailbox as far as writing in its name needs to know. */
export type SendingMailbox = {
  mailboxId: number
  username: string
  host: string
  fromAddress: string | null
  fromName: string | null
  replyAddress: string | null
  signature: string | null
  locale: string
  /** Whether its server takes support+anything@ for support@. */
  plusAddresses: boolean
}

/** In whose name a reply is written, and where answers to it go. */
export type Sender = { mailboxId: number, address: string, name: string, replyAddress: string, signature: string, locale: string, plusAddresses: boolean }

/** The sender a mailbox is; undefined as long as nobody has said under which address it writes. */
export function senderIn({ mailboxId, username, fromAddress, fromName, replyAddress, signature, locale, plusAddresses }: SendingMailbox): Sender | undefined {
  const address = fromAddress ?? (username.includes('@') ? username : undefined)
  if (address === undefined) return undefined
  return { mailboxId, address, name: fromName ?? '', replyAddress: replyAddress ?? address, signature: signature ?? '', locale, plusAddresses }
}
