import type { Forward, GandiDomain, Mailbox, Redirection, RegistryKey, RrSet, TokenFacts } from './domain.ts'

/** How far a wish is: as it should be, or asked for and not yet done, or not asked because Gandi is still at something else. Ask again in a minute. */
export type Wished = 'done' | 'asked' | 'busy'

/**
 * A Gandi account, as far as a member's token goes. What is called `ensure…` looks first and may be called again after anything. Everything throws a
 * RemoteFailure when Gandi failed, and a Refusal in words when somebody must do something first: a token that has ended, a permission it lacks.
 */
export type Gandi = {
  token: () => Promise<TokenFacts>
  /** Undefined: it is not, or no longer, at Gandi, or this token does not see it. */
  domain: (domain: string) => Promise<GandiDomain | undefined>
  ensureUnlocked: (domain: string) => Promise<Wished>
  ensureLocked: (domain: string) => Promise<Wished>
  ensureNoRenewal: (domain: string) => Promise<Wished>
  /** Has a new authorisation code made; the former one is worth nothing any more. */
  renewCode: (domain: string) => Promise<Wished>
  ensureNameServers: (domain: string, names: readonly string[]) => Promise<Wished>
  registryKeys: (domain: string) => Promise<RegistryKey[]>
  /** No key at the registry any more, and LiveDNS makes none. */
  ensureUnsigned: (domain: string) => Promise<Wished>
  records: (domain: string) => Promise<RrSet[]>
  /** The zone as RFC 1035 writes it. */
  zoneText: (domain: string) => Promise<string>
  /** Sets what stands under these names and types, and nothing else. */
  ensureRecords: (domain: string, wanted: readonly RrSet[]) => Promise<void>
  /** The number of the snapshot of this name, made when there is none. */
  ensureSnapshot: (domain: string, name: string) => Promise<string>
  snapshot: (domain: string, id: string) => Promise<RrSet[]>
  redirections: (domain: string) => Promise<Redirection[]>
  mailboxes: (domain: string) => Promise<Mailbox[]>
  forwards: (domain: string) => Promise<Forward[]>
  setMailboxPassword: (domain: string, mailboxId: string, password: string) => Promise<void>
  /** Says yes to the transfer that is under way; `done` when it has left. */
  acceptTransfer: (domain: string, code: string) => Promise<Wished>
}

/** Gandi, as the holder of this token sees it. */
export type OpenGandi = (access: { token: string, signal?: AbortSignal | undefined }) => Gandi
