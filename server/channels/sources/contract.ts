import { z } from 'zod'

export const SourceKind = z.enum(['list', 'forum'])
export type SourceKind = z.infer<typeof SourceKind>

/** The software that runs a list or a forum, or the format in which it is read. */
export const ProfileName = z.enum(['sympa', 'mailman', 'list', 'discourse', 'phpbb', 'fluxbb', 'smf', 'bbpress', 'flarum', 'nodebb', 'feed'])
export type ProfileName = z.infer<typeof ProfileName>

/** How an answer gets there: a mail to the list, the forum's API, a mail to its reply address, or the hands of an agent. */
export const AnswersBy = z.enum(['mail', 'api', 'reply-address', 'hand'])
export type AnswersBy = z.infer<typeof AnswersBy>

const Optional = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), schema, z.null()])
const Address = z.string().trim().toLowerCase().max(320).regex(/^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/, 'must be an address, as in entraide@lists.coop.example')
const Url = z.url({ protocol: /^https?$/ }).max(500).transform(url => url.replace(/\/+$/, ''))

/** What is set of a list or a forum. The secrets are only ever given, never told: null leaves them as they are, '' takes them away. */
export const SourceInput = z.object({
  name: z.string().trim().min(1).max(80),
  profile: ProfileName,
  /** Of a list where one writes to; of a forum from where it writes. */
  address: Optional(Address).default(null),
  listId: Optional(z.string().trim().toLowerCase().max(255).regex(/^[^\s<>]+$/, 'must be the name between < and > of the List-Id header')).default(null),
  /** An address of ours that its mail comes to, and no other mail. */
  recipient: Optional(Address).default(null),
  /** Where it is read: the forum, or the archive of the list. */
  url: Optional(Url).default(null),
  /** By which mailbox we write there. */
  mailboxId: z.number().int().nullable().default(null),
  /** How we are called there: a user name of a forum, the subscribed address of a list. */
  account: Optional(z.string().trim().max(320)).default(null),
  answersBy: AnswersBy,
  answersTo: z.enum(['public', 'private']).default('public'),
  /** Whether our own mail server must vouch for its mail. */
  mustAuthenticate: z.boolean().default(true),
  /** The words that it adds under every message. */
  footer: Optional(z.string().max(2000)).default(null),
  /** Which categories of a forum are followed; none for all. */
  categories: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
  /** A question becomes work once nobody has answered it for so many hours; null: at once. */
  unansweredHours: z.number().int().min(1).max(24 * 30).nullable().default(null),
  active: z.boolean().default(true),
  apiKey: z.string().max(500).nullable().default(null),
  webhookSecret: z.string().max(500).nullable().default(null),
})
export type SourceInput = z.infer<typeof SourceInput>

/** One list or forum, with all that can be known of it but its secrets. */
export const SourceSettings = SourceInput.omit({ apiKey: true, webhookSecret: true }).extend({
  id: z.number().int(),
  kind: SourceKind,
  hasApiKey: z.boolean(),
  hasWebhookSecret: z.boolean(),
  /** How many of its threads or topics are on tickets, and when the last of them began; UTC milliseconds. */
  discussions: z.number().int(),
  lastAt: z.number().int().nullable(),
  /** When it was last read by API or feed, and what is wrong there. */
  checkedAt: z.number().int().nullable(),
  failure: z.string().nullable(),
})
export type SourceSettings = z.infer<typeof SourceSettings>

/** GET /api/sources/settings; POST /api/sources and PUT /api/sources/:id take a `SourceInput` and answer the same. */
export const SourceSettingsList = z.object({ sources: z.array(SourceSettings) })
export type SourceSettingsList = z.infer<typeof SourceSettingsList>

/** GET /api/sources: what every agent may know of them. */
export const SourceList = z.object({
  sources: z.array(SourceSettings.pick({ id: true, kind: true, profile: true, name: true, url: true, answersBy: true, answersTo: true, active: true, failure: true })),
})
export type SourceList = z.infer<typeof SourceList>

/** POST /api/sources/test: a message as it came, with its header; nothing of it is kept. */
export const SourceTest = z.object({ message: z.string().min(1).max(2_000_000) })
export type SourceTest = z.infer<typeof SourceTest>

/** What was understood of it. */
export const SourceTested = z.object({
  /** Which of ours it is of; null: of none. */
  source: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  /** Which software has sent it, going by what only it writes. */
  profile: ProfileName.nullable(),
  /** Whether our own mail server vouches for it; `unknown`: it says nothing, or we do not know its name. */
  trust: z.enum(['vouched', 'unknown', 'failed']),
  /** What would become of it. */
  outcome: z.enum(['taken', 'forged', 'service', 'own', 'unread']),
  service: z.string().nullable(),
  title: z.string(),
  author: z.object({ name: z.string(), handle: z.string().nullable(), address: z.string().nullable() }).nullable(),
  words: z.string(),
  threadKey: z.string().nullable(),
  postKey: z.string().nullable(),
  postUrl: z.string().nullable(),
  threadUrl: z.string().nullable(),
  category: z.string().nullable(),
  replyAddress: z.string().nullable(),
  isPrivate: z.boolean(),
  /** What a new list or forum for such messages would be set to. */
  proposed: z.object({ listId: z.string().nullable(), address: z.string().nullable(), url: z.string().nullable() }),
})
export type SourceTested = z.infer<typeof SourceTested>
