import type { Contact, ExtraField } from './contact.ts'
import type { Standing } from './standing.ts'
import type { Money, TransferCheck } from './transfer-check.ts'
import type { ByHand, Words } from './words.ts'

export type { Money, TransferCheck } from './transfer-check.ts'

export type TransferOrder = {
  domain: string
  code: string
  /** The holder, by the handle of `ensureContact`. */
  holder: string
  /** Without a last dot. The same as now, so that nothing changes for visitors. */
  nameServers: readonly string[]
  /** What its ending wants to know besides, as in `Contact`. */
  extra?: Readonly<Record<string, string>> | undefined
  /** Of a premium domain, the price that somebody agreed to. */
  acceptedPremium?: Money | undefined
}

/** What a registrar can do through its API; what it cannot says why. */
export const ACTS = ['check', 'contact', 'order', 'status', 'restart', 'approvalMail', 'nameServers', 'lock', 'balance', 'letGo'] as const
export type Capabilities = Readonly<Record<typeof ACTS[number], true | { not: Words }>>

/**
 * Our registrar. Every call throws a RemoteFailure when it failed (`retry`: whether waiting helps), and a Refusal made by `refusedFor` when somebody
 * must do something first. Where there is no API the answer is what a person does by hand.
 */
export type Registrar = {
  name: string
  can: Capabilities
  check: (domain: string, signal?: AbortSignal) => Promise<TransferCheck | ByHand>
  /** What the ending of this domain wants to know of its holder besides. */
  fields: (domain: string, signal?: AbortSignal) => Promise<ExtraField[]>
  /** Finds the contact that says the same, or makes it. Answers its handle. */
  ensureContact: (contact: Contact, domain: string, signal?: AbortSignal) => Promise<{ handle: string } | ByHand>
  /** Orders the transfer unless one is under way or done: looks first, and looks again when the answer was lost. It costs money, once. */
  orderTransfer: (order: TransferOrder, signal?: AbortSignal) => Promise<Standing | ByHand>
  status: (domain: string, signal?: AbortSignal) => Promise<Standing>
  /** Has a transfer that failed begin again. */
  restart: (domain: string, signal?: AbortSignal) => Promise<Standing | ByHand>
  /** Has the mail that asks the holder for their consent sent again. */
  resendApproval: (domain: string, signal?: AbortSignal) => Promise<ByHand | undefined>
  setNameServers: (domain: string, nameServers: readonly string[], signal?: AbortSignal) => Promise<ByHand | undefined>
  setLock: (domain: string, locked: boolean, signal?: AbortSignal) => Promise<ByHand | undefined>
  /** The code with which a domain of ours may leave; asked for when it does. */
  codeToLeave: (domain: string, signal?: AbortSignal) => Promise<{ code: string } | ByHand>
  /** Makes the code worthless that was given before: another one is made when it is asked for. */
  voidCode: (domain: string, signal?: AbortSignal) => Promise<ByHand | undefined>
  /** Lets a domain go for which another registrar has asked. */
  letGo: (domain: string, code: string, signal?: AbortSignal) => Promise<ByHand | undefined>
  /** What is left on our prepaid account; null when nobody can tell. */
  balance: (signal?: AbortSignal) => Promise<Money | null>
}
