import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { openImap } from '../adapters/imap.ts'
import { listenSmtp } from '../adapters/smtp-listener.ts'
import { smtpServer } from '../adapters/smtp.ts'
import { sympaList, type Carried, type SympaAnswer, type SympaList } from '../adapters/sympa.sim.ts'
import type { SympaSettings } from '../adapters/sympa.settings.ts'
import { accountOf } from '../channels/mailboxes/url.ts'
import { mailServerAt } from '../platform/mail-servers.ts'

export type PlayedList = { list: SympaList, url: string, answers: SympaAnswer[], carry: (mails: readonly Carried[]) => Promise<void>, /** Once everything that it took has been handed over. */ settled: () => Promise<void>, stop: () => Promise<void> }

/** A list that takes mail by real SMTP, and hands over what leaves it to `deliver`, also what is written to people who are nobody here. */
export async function playedList(settings: SympaSettings, deliver: (mail: Carried) => Promise<void> | void, clock = () => new Date()): Promise<PlayedList> {
  const list = sympaList(settings, { clock })
  const answers: SympaAnswer[] = []
  // Whoever writes to a list is not kept waiting until everybody has got it.
  let work = Promise.resolve()
  const carry = (mails: readonly Carried[]) => work = work.then(async () => { for (const mail of mails) await deliver(mail) })
  const listening = await listenSmtp('127.0.0.1:0', {
    maxBytes: 10_000_000,
    async take(message, { from, to }) {
      const bytes = await buffer(message)
      for (const recipient of to) {
        const isForList = recipient.toLowerCase().endsWith(settings.address.replace(/^.*@/, '@'))
        const answer: SympaAnswer = isForList ? list.take({ from: from ?? '', to: recipient, bytes }) : { did: 'carried-out', why: 'elsewhere', mails: [{ from: from ?? '', to: recipient, bytes }] }
        answers.push(answer)
        void carry(answer.mails)
      }
    },
  })
  return { list, url: `smtp://127.0.0.1:${listening.port}`, answers, carry, settled: () => work, stop: listening.stop }
}

/** Hands a mail to the server at this address, as any mail program does. */
export async function hand(url: string, { from, to, bytes }: Carried) {
  const address = mailServerAt(url)
  if (!address) throw new Error(`${url} is no mail server`)
  const server = smtpServer(address)
  const { said, words } = await server.deliver({ from, to, size: bytes.length, open: () => Readable.from([Buffer.from(bytes)]) })
  server.close()
  if (said !== 'taken') throw new Error(words)
}

/** A list that somebody runs, as a subscriber of it writes and reads there. */
export type ContractList = { address: string, subscriber: string, write: (bytes: Uint8Array) => Promise<void>, copies: () => Promise<Uint8Array[]>, stop: () => Promise<void> }

/** The simulated one. */
export async function simulatedContractList(settings: SympaSettings): Promise<ContractList> {
  const copies: Uint8Array[] = []
  const [{ address: subscriber } = { address: '' }] = settings.subscribers
  const { url, settled, stop } = await playedList(settings, ({ to, bytes }) => { if (to === subscriber) copies.push(bytes) })
  return { address: settings.address, subscriber, write: bytes => hand(url, { from: subscriber, to: settings.address, bytes }), copies: async () => { await settled(); return copies }, stop }
}

export type RealList = { address: string, subscriber: string, smtp: string, imap: string }

/** A real one, by a mailbox that is subscribed to it. */
export async function realContractList({ address, subscriber, smtp, imap }: RealList): Promise<ContractList> {
  const account = accountOf(imap)
  const first = await openImap(account)
  const after = first.uidNext - 1
  await first.close()
  return {
    address, subscriber, write: bytes => hand(smtp, { from: subscriber, to: address, bytes }),
    async copies() {
      const connection = await openImap(account)
      const copies: Uint8Array[] = []
      for await (const one of connection.fetch(await connection.uidsAfter(after))) copies.push(one.bytes)
      await connection.close()
      return copies
    },
    stop: () => Promise.resolve(),
  }
}
