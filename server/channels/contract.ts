import { z } from 'zod'

/** GET /api/mailboxes: is our mail being read? */
export const MailboxList = z.object({
  mailboxes: z.array(z.object({
    id: z.number().int(),
    name: z.string(),
    address: z.string(),
    folder: z.string(),
    /** When it was last read to its end, in UTC milliseconds; null before the first time. */
    checkedAt: z.number().int().nullable(),
    /** What is wrong, in a sentence; null when all is well. */
    failure: z.string().nullable(),
    /** What came of comparing it with the database: how many messages nobody accounts for, are others than ours, or have lost their bytes. Null before the first time. */
    ledger: z.object({
      askedAt: z.number().int().nullable(),
      checkedAt: z.number().int().nullable(),
      onServer: z.number().int(),
      missing: z.number().int(),
      differing: z.number().int(),
      lost: z.number().int(),
      failure: z.string().nullable(),
    }).nullable().default(null),
  })),
})
export type MailboxList = z.infer<typeof MailboxList>

/** An address as people write it; one of another script is allowed. */
const Address = z.string().trim().max(320).regex(/^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/, 'must be an address, as in support@coop.example')
const Optional = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), schema, z.null()])

/** In whose name a mailbox writes, and whom it believes. What is null has a meaning of its own, said beside it. */
export const MailboxIdentity = z.object({
  /** The From address; null: the mailbox's user, if that is an address. */
  fromAddress: Optional(Address),
  fromName: Optional(z.string().trim().max(200)),
  /** Where answers go, as a base for plus addresses; null: the From address. */
  replyAddress: Optional(Address),
  /** Where what cannot be delivered comes back to; null: the From address. */
  bounceAddress: Optional(Address),
  /** Whether the mailbox's server takes support+anything@ for support@. */
  plusAddresses: z.boolean(),
  /** The name under which its server writes Authentication-Results; null: nobody counts as authenticated. */
  authservId: Optional(z.string().trim().toLowerCase().max(255).regex(/^[\w.-]+$/, 'must be the name of a server, as in mail.coop.example')),
  signature: Optional(z.string().max(2000)),
  locale: z.enum(['fr', 'en']),
  /** Whether whoever opens a ticket gets an acknowledgement. */
  acknowledges: z.boolean(),
  /** What is done on its server with a message once it is stored; only with what comes after this is set. */
  after: z.string().trim().max(400).regex(/^(leave|seen|keyword:[\w$.+-]{1,60}|folder:[^\p{C}*%]{1,300})$/u, 'must be leave, seen, keyword:NAME or folder:NAME'),
})
export type MailboxIdentity = z.infer<typeof MailboxIdentity>

/** What keeps a mailbox from answering (no address to write under, no server to send by, a trial) or from acknowledging (nobody is believed, or it is told not to). */
export const Lack = z.enum(['address', 'server', 'trial', 'authserv-id', 'acknowledges'])
export type Lack = z.infer<typeof Lack>

/** One mailbox with all that can be set of it; never its password. */
export const MailboxSettings = MailboxIdentity.extend({
  id: z.number().int(),
  name: z.string(),
  /** `smtp`: its mail is handed to us, nothing is read. */
  transport: z.enum(['imap', 'smtp']),
  username: z.string(),
  host: z.string(),
  port: z.number().int(),
  folder: z.string(),
  checkedAt: z.number().int().nullable(),
  failure: z.string().nullable(),
  /** The address it writes under as things stand; null as long as it cannot. */
  writesAs: z.string().nullable(),
  lacks: z.array(Lack),
  /** The names of servers that stand at the head of the mail it received last, the most frequent first. */
  seenServers: z.array(z.string()),
})
export type MailboxSettings = z.infer<typeof MailboxSettings>

/** GET /api/mailboxes/settings. PUT /api/mailboxes/:id takes some of an identity, and POST /api/mailboxes an `AddMailbox`; both answer the same. */
export const MailboxSettingsList = z.object({ mailboxes: z.array(MailboxSettings) })
export type MailboxSettingsList = z.infer<typeof MailboxSettingsList>

export const IdentityChange = MailboxIdentity.partial()
export type IdentityChange = z.infer<typeof IdentityChange>

/** `url` is imaps://user:password@host:993/INBOX, or smtp:ADDRESS; an IMAP account is tried out first. */
export const AddMailbox = z.object({
  url: z.string().min(3).max(2000),
  name: z.string().trim().max(80).optional(),
  begin: z.union([z.enum(['now', 'all']), z.number().int().min(1).max(36_500)]).default('now'),
  identity: IdentityChange.default({}),
})
export type AddMailbox = z.infer<typeof AddMailbox>
