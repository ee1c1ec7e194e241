import type { Envelope } from '../mail/intake.ts'
import type { ParsedMail } from '../understanding/message.ts'
import { addressesCarried, hostOf, isWithin, splitAddress } from './carried.ts'
import { isProgram, listNamedBy, listOfBounce } from './list-addresses.ts'
import type { Source } from './source.ts'

/** A message as it came, as far as one must know to tell which list or forum it is of. */
export type Coming = {
  mail: ParsedMail
  envelope: Pick<Envelope, 'to' | 'from'> | null
  /** Of which list or forum it is because we fetched it there. */
  fetchedFrom: number | null
}

/**
 * Which list or forum a message is of: the one we fetched it from, the one whose address of ours it came to, the one whose List-Id it carries,
 * the one that other headers of its software name, and the one whose server speaks. Never by its subject; what stands in To and Cc says only
 * where else it went.
 */
export function sourceOf(coming: Coming, sources: readonly Source[]): Source | undefined {
  // What was on its way when somebody stopped following is no ordinary mail for that.
  if (coming.fetchedFrom !== null) return sources.find(({ id }) => id === coming.fetchedFrom)
  const active = sources.filter(source => source.active)
  const candidates = [byRecipient, byListId, byNames, byServer]
  for (const candidate of candidates) {
    const found = active.find(source => candidate(coming, source))
    if (found) return candidate === byServer ? named(coming.mail, active.filter(source => byServer(coming, source))) ?? found : found
  }
  return undefined
}

/** To an address that nothing else comes to. A person may find it out: what has no trace of the list is theirs. */
function byRecipient({ mail, envelope }: Coming, source: Source): boolean {
  if (source.recipient === null) return false
  const recipients = new Set([...envelope?.to ?? [], ...mail.deliveredTo].map(address => address.toLowerCase()))
  return recipients.has(source.recipient.toLowerCase()) && hasPassed(mail, source)
}

function hasPassed(mail: ParsedMail, source: Source): boolean {
  if (source.kind === 'forum') return hasCarrier(mail) || isFromForum(mail, source)
  return hasCarrier(mail) || isFromServer(mail, source)
}

const hasCarrier = ({ carrier, isList }: ParsedMail) => isList || TRACES.some(name => name in carrier)

const TRACES = ['list-id', 'list-post', 'x-loop', 'x-beenthere', 'x-mailman-version', 'x-original-from', 'x-sequence', 'list-archive', 'x-phpbb-origin', 'x-discourse-post-id', 'x-discourse-topic-id', 'x-discourse-post-ids']

/** A forum has one for each category, below its own host. A list whose List-Id nobody has told us is called like its address. */
function byListId({ mail: { listId } }: Coming, { kind, listId: known, address, url }: Source): boolean {
  if (listId === null) return false
  if (known !== null) return kind === 'forum' ? isWithin(listId, known.toLowerCase()) : listId === known.toLowerCase()
  const host = hostOf(url)
  if (kind === 'forum') return host !== null && isWithin(listId, host)
  return address !== null && listId === address.toLowerCase().replace('@', '.')
}

function byNames({ mail, envelope }: Coming, source: Source): boolean {
  if (source.kind === 'forum') return byForumNames(mail, source)
  const address = source.address?.toLowerCase()
  if (address === undefined) return false
  if (addressesCarried(mail, 'list-post', 'x-loop', 'x-beenthere').includes(address)) return true
  const { local, host } = splitAddress(address)
  // A person writes neither of these by themselves, but a server that passes a mail on may write the last of them anew.
  const senders = [...addressesCarried(mail, 'sender', 'errors-to', 'return-path'), ...envelope?.from ? [envelope.from.toLowerCase()] : []]
  return senders.map(splitAddress).some(sender => sender.host === host && (listNamedBy(sender.local) === local || listOfBounce(sender.local) === local))
}

/** It writes in its own name: from its address, or, where nobody has told us that, from its host with a header that programs write. */
function byForumNames(mail: ParsedMail, source: Source): boolean {
  const host = hostOf(source.url)
  if (source.address !== null ? isFromForum(mail, source) : isFromForum(mail, source) && Object.keys(mail.carrier).length > 0) return true
  return host !== null && ['list-archive', 'x-phpbb-origin', 'archived-at'].some(name => (mail.carrier[name] ?? []).some(value => hostOf(/[a-z]+:\/\/[^\s<>]+/i.exec(value)?.[0].replace(/^phpbb:/i, 'https:') ?? null) === host))
}

/** What its server has to say carries no headers of the list. */
const byServer = ({ mail }: Coming, source: Source) => source.kind === 'list' && isFromServer(mail, source)

const PERSONS = /^(listmaster|postmaster|listadmin)$/

function isFromServer(mail: ParsedMail, { address }: Source): boolean {
  if (address === null || mail.from === null) return false
  const [list, sender] = [splitAddress(address), splitAddress(mail.from.address)]
  if (sender.host !== list.host) return false
  if (isProgram(sender.local) || listNamedBy(sender.local) === list.local) return true
  return PERSONS.test(sender.local) && (mail.automatic !== null || mail.silence !== null)
}

/** Of several lists on one server the one that it speaks of. */
const named = (mail: ParsedMail, sources: readonly Source[]): Source | undefined => sources.length < 2 ? sources[0] : sources.find(({ address }) => {
  const { local } = splitAddress(address ?? '')
  const words = `${mail.from?.address ?? ''} ${mail.subject} ${mail.text.slice(0, 5000)}`.toLowerCase()
  return address !== null && (words.includes(address.toLowerCase()) || words.split(/[^\p{L}\p{N}._-]+/u).some(word => word.replace(/[._-]+$/, '') === local))
})

/** Where the address of a forum is known it counts: below a host that it shares, people have mailboxes. */
function isFromForum({ from }: ParsedMail, { address, url }: Source): boolean {
  const sender = from?.address.toLowerCase() ?? ''
  return address === null ? isWithin(splitAddress(sender).host, hostOf(url) ?? ' ') : sender === address.toLowerCase()
}
