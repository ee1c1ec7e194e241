import { bareAddress, readAnswerAddress, readBounceAddress } from '../../outbox/own-address.ts'
import type { Signer } from '../../platform/signing.ts'
import { placeAt, type PublicPlace } from '../../tickets/replying/public-places.ts'
import { senderIn, type SendingMailbox } from '../../tickets/replying/sender.ts'
import type { Arrived } from './intake.ts'

/** A mailbox as far as judging what comes by it needs to know. */
export type Entrance = SendingMailbox & {
  name: string
  active: boolean
  bounceAddress: string | null
  /** The name under which its server writes Authentication-Results; without it nobody is believed. */
  authservId: string | null
  acknowledges: boolean
  /** UIDs up to this one were there before we began. */
  baselineUid: number | null
  /** UTC milliseconds. */
  createdAt: number
}

/** The mailbox a message came by; undefined for one that was handed to us under an address that none of them has. */
export function entranceOf({ place, envelope }: Pick<Arrived, 'place' | 'envelope'>, entrances: readonly Entrance[]): Entrance | undefined {
  if (place.source === 'imap') return entrances.find(({ mailboxId }) => mailboxId === place.mailboxId)
  const recipients = new Set(envelope?.to.map(address => bareAddress(address).toLowerCase()) ?? [])
  return entrances.find(entrance => entrance.active && addressesOf(entrance).some(address => recipients.has(address)))
}

/** Every address that leads to this mailbox, in lower case. */
function addressesOf(entrance: Entrance): string[] {
  const { username, fromAddress, replyAddress, bounceAddress } = entrance
  return [username, fromAddress, replyAddress, bounceAddress, senderIn(entrance)?.address].filter(address => address != null).map(address => address.toLowerCase())
}

/** Which addresses are ours, so that they are never taken for somebody who takes part. */
export type Ours = {
  has: (address: string) => boolean
  /** As it may be stored and shown: of our own, without its token, which would open the conversation to whoever reads it. */
  shown: (address: string) => string
  /** Whether it lies in a domain that is there for tokens alone. */
  isMachines: (address: string) => boolean
  /** Whether it is that of a list or a forum: never of somebody who takes part in a private conversation. */
  isPublic: (address: string) => boolean
}

/** The addresses of these mailboxes, and all those that carry a token of this installation. */
export function oursAmong(entrances: readonly Entrance[], signer: Signer, places: readonly PublicPlace[] = []): Ours {
  const addresses = new Set(entrances.flatMap(addressesOf))
  const people = new Set(entrances.flatMap(({ username, fromAddress }) => [username, fromAddress]).filter(address => address !== null).map(domainOf))
  const machines = new Set(entrances.flatMap(({ replyAddress, bounceAddress }) => [replyAddress, bounceAddress]).filter(address => address !== null).map(domainOf).filter(domain => !people.has(domain)))
  const isSigned = (address: string) => readAnswerAddress(address, signer) !== undefined || readBounceAddress(address, signer) !== undefined
  const isPlain = (address: string) => addresses.has(address.toLowerCase())
  return {
    has: address => isPlain(address) || isPlain(bareAddress(address)) || isSigned(address),
    shown: address => isSigned(address) || isPlain(bareAddress(address)) ? bareAddress(address) : address,
    isMachines: address => machines.has(domainOf(address)),
    isPublic: address => placeAt(address, places) !== undefined,
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
