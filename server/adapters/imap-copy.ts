import type { MailStores } from '../transfer/mail-copy/ports.ts'
import { connectTo, type CopySettings } from './imap-copy-connection.ts'
import { destinationOn } from './imap-copy-destination.ts'
import { sourceOn } from './imap-copy-source.ts'

// Slower than this, a large message would not pass within the time that a step has.
const SLOWEST = 512 * 1024

/** Both ends of a copy by IMAP, one connection to each. */
export const imapStores = (settings: CopySettings): MailStores => ({
  openSource: async (account, { signal, bytesPerSecond }) => sourceOn(await connectTo('source', account, { settings, signal }), { bytesPerSecond: Math.max(SLOWEST, bytesPerSecond), spoolFolder: settings.spoolFolder }),
  openDestination: async (account, { signal }) => destinationOn(await connectTo('destination', account, { settings, signal })),
})
