/** How a simulated list of Sympa is set up. */
export type SympaSettings = {
  /** Where one writes to it, in lower case. */
  address: string
  language: 'fr' | 'en'
  /** Where its archive is read, as in https://lists.coop.example/sympa; null: it has none. */
  web: string | null
  subscribers: readonly Subscriber[]
  /** Who decides about what is held. */
  moderators: readonly string[]
  /** Who may write: anybody; subscribers; subscribers, and others once a moderator says so; a moderator decides about everything. */
  send: 'public' | 'private' | 'privateoreditorkey' | 'editorkey'
  /** The words in brackets before a subject; `numbered` with the number of the message. */
  tag: { words: string, numbered?: boolean } | null
  footer: { text: string, as: 'mime' | 'append' } | null
  /** Where answers go. `forced`: also where the author wants them elsewhere. */
  replyTo: { to: 'sender' | 'list' | 'all' | { address: string }, forced?: boolean }
  /** Whose From is rewritten, and by which of its phrases; null: nobody's. */
  protects: { phrase: Phrase, domains: readonly string[] | 'all' } | null
  /** Whether the return path names the subscriber, so that what comes back tells whom it did not reach. */
  verp: boolean
  /** Under which name everybody speaks, so that nobody is known; null: everybody under their own. */
  anonymous: string | null
}

export type Subscriber = { address: string, name?: string, /** Gets nothing. */ noMail?: boolean }

/** `dmarc_protection.phrase` of Sympa. */
export type Phrase = 'name_via_list' | 'name_and_email' | 'name_email_via_list' | 'list_for_name' | 'list_for_email'

/** A list as most are: subscribers write, answers go to the list, and a footer stands in a part of its own. */
export const sympaSettings = (values: Partial<SympaSettings> & Pick<SympaSettings, 'address'>): SympaSettings => ({
  language: 'fr', web: null, subscribers: [], moderators: [], send: 'private', tag: { words: nameOf(values.address) }, footer: null, replyTo: { to: 'list' }, protects: null, verp: true, anonymous: null, ...values,
})

/** The name of a list: what stands before the @ of its address. */
export const nameOf = (address: string) => address.slice(0, address.lastIndexOf('@'))
export const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** The names under which it is written to and writes, as in entraide-request@lists.coop.example. */
export const roleOf = (address: string, role: 'request' | 'owner' | 'editor') => `${nameOf(address)}-${role}@${domainOf(address)}`
/** Its server, to which commands are written. */
export const serverOf = (address: string) => `sympa@${domainOf(address)}`
