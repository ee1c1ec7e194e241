import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { IdentityChange } from '../channels/contract.ts'
import { Refusal } from '../platform/errors.ts'

/** In whose name a mailbox writes, as said on the command line. */
export type IdentityOptions = {
  address?: string, senderName?: string, authservId?: string, replyTo?: string, returnPath?: string, signatureFile?: string, locale?: string
  acknowledge?: boolean, plusAddresses?: boolean, after?: string
}

/** Adds the options that say in whose name a mailbox writes, and whom it believes. */
export const withIdentity = (command: Command): Command => command
  .option('--address <address>', 'the From address; otherwise its user, if that is an address')
  .option('--sender-name <name>', 'the From name')
  .option('--authserv-id <name>', 'the name under which its server writes Authentication-Results; without it nothing is acknowledged')
  .option('--reply-to <address>', 'where answers go; otherwise the From address')
  .option('--return-path <address>', 'where what cannot be delivered comes back to; otherwise the From address')
  .option('--signature-file <path>', 'a file with the signature below each answer')
  .option('--locale <language>', 'fr or en: the language of whoever has none of ours')
  .option('--acknowledge', 'acknowledge what opens a ticket')
  .option('--no-acknowledge', 'do not')
  .option('--plus-addresses', 'its server takes support+anything@ for support@')
  .option('--no-plus-addresses', 'it does not')
  .option('--after <what>', 'what is done on its server with a message once it is stored: leave, seen, keyword:NAME or folder:NAME')

/** What the options change; an empty word takes back what was said before. */
export function identityIn({ address, senderName, authservId, replyTo, returnPath, signatureFile, locale, acknowledge, plusAddresses, after }: IdentityOptions): IdentityChange {
  const given = {
    fromAddress: address, fromName: senderName, authservId, replyAddress: replyTo, bounceAddress: returnPath, locale,
    acknowledges: acknowledge, plusAddresses, after, signature: signatureFile === undefined ? undefined : textIn(signatureFile),
  }
  const read = IdentityChange.safeParse(given)
  if (read.success) return Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined))
  const named = { fromAddress: '--address', fromName: '--sender-name', authservId: '--authserv-id', replyAddress: '--reply-to', bounceAddress: '--return-path', signature: '--signature-file', locale: '--locale', after: '--after' } as Record<string, string>
  throw new Refusal('invalid', read.error.issues.map(({ path, message }) => `${named[String(path[0])] ?? String(path[0])}: ${message}`).join('; '))
}

function textIn(path: string): string {
  if (path === '') return ''
  try { return readFileSync(path, 'utf8').trimEnd() }
  catch (error) { throw new Refusal('invalid', `--signature-file: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`) }
}
