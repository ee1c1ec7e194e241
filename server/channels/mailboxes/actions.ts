import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { record } from '../../platform/record.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { IdentityChange } from '../contract.ts'
import type { Account, Begin, Mailbox } from './mailbox.ts'
import { activeMailboxes, insertMailbox, mailboxAt, mailboxById, mailboxNamed, saveAccess, saveHealth, saveIdentity } from './store.ts'
import { accountOf, defaultName, isMailboxUrl } from './url.ts'

/** Adds a mailbox to read; its password is sealed. Refuses a name or a folder that is taken. */
export async function addMailbox(context: Context, secrets: Secrets, { account, name, begin }: { account: Account, name?: string | undefined, begin: Begin }): Promise<number> {
  const wanted = await freeName(context, name, defaultName(account))
  const same = await mailboxAt(context.db, account)
  if (same) throw new Refusal('conflict', `This folder is read already, as “${same.name}”.`)
  return added(context, { ...account, transport: 'imap', name: wanted, begin, passwordSealed: secrets.seal(account.password) })
}

/** Adds an address whose mail is handed to us (by the SMTP listener): nothing is read, it only says who we are. */
export async function addAddress(context: Context, { address, name }: { address: string, name?: string | undefined }): Promise<number> {
  const account = { host: '', port: 0, secure: false, username: address, folder: '' }
  const wanted = await freeName(context, name, address.slice(0, 80))
  const same = await mailboxAt(context.db, { ...account, password: '' })
  if (same) throw new Refusal('conflict', `This address is there already, as “${same.name}”.`)
  return added(context, { ...account, transport: 'smtp', name: wanted, begin: 'now', passwordSealed: '' })
}

async function freeName({ db }: Context, name: string | undefined, otherwise: string): Promise<string> {
  const wanted = name?.trim() ?? otherwise
  if (wanted === '' || wanted === '-' || wanted.length > 80 || isMailboxUrl(wanted)) throw new Refusal('invalid', 'The name of a mailbox has between 1 and 80 characters, and is neither - nor an address.')
  if (await mailboxNamed(db, wanted)) throw new Refusal('conflict', `There is a mailbox named “${wanted}” already. Choose another name with --name.`)
  return wanted
}

async function added(context: Context, mailbox: Omit<Parameters<typeof insertMailbox>[1], 'createdAt'>): Promise<number> {
  const id = await insertMailbox(context.db, { ...mailbox, createdAt: context.now.getTime() })
  await log(context, { did: 'mailbox.added', mailboxId: id, name: mailbox.name })
  await record(context, { type: 'mailbox.changed', mailboxId: id })
  return id
}

/** Changes in whose name a mailbox writes, and whom it believes. What is not given stays. */
export async function setIdentity(context: Context, id: number, change: IdentityChange) {
  const mailbox = await mailboxById(context.db, id)
  if (!mailbox) throw new Refusal('not-found', 'There is no such mailbox')
  if (change.after === `folder:${mailbox.folder}`) throw new Refusal('invalid', 'What was read cannot be filed into the folder that is read.')
  await saveIdentity(context.db, id, change)
  await log(context, { did: 'mailbox.identity-changed', mailboxId: id, changed: Object.keys(change).join(' ') })
  await record(context, { type: 'mailbox.changed', mailboxId: id })
}

/** The mailbox named. */
export async function mailboxCalled(db: Db, name: string): Promise<Mailbox> {
  const mailbox = await mailboxNamed(db, name)
  if (!mailbox) throw new Refusal('not-found', `There is no mailbox named “${name}”. \`permanence mailbox list\` shows those there are.`)
  return mailbox
}

/** Whether this URL is of a mailbox that we do not know yet, or not with this password: before it is saved, it should be tried out. */
export async function isNewAccess({ reader }: Pick<Database, 'reader'>, secrets: Secrets, account: Account): Promise<boolean> {
  const known = await mailboxAt(reader, account)
  return known === undefined || known.secure !== account.secure || secrets.open(known.passwordSealed) !== account.password
}

/** The mailbox named, or the one at this URL; an unknown URL is added first, to be read from `begin`. A new password replaces the former one. */
export async function findOrAddMailbox(context: Context, secrets: Secrets, { nameOrUrl, begin }: { nameOrUrl: string, begin: Begin }): Promise<Mailbox> {
  const { db } = context
  if (!isMailboxUrl(nameOrUrl)) return mailboxCalled(db, nameOrUrl)
  const account = accountOf(nameOrUrl)
  const known = await mailboxAt(db, account)
  if (known) {
    if (known.secure !== account.secure || secrets.open(known.passwordSealed) !== account.password) {
      await saveAccess(db, known.id, { secure: account.secure, passwordSealed: secrets.seal(account.password) })
      await log(context, { did: 'mailbox.access-changed', mailboxId: known.id })
    }
    return await loaded(db, known.id)
  }
  const taken = await mailboxNamed(db, defaultName(account))
  const name = taken ? `${defaultName(account)} (${account.host}:${account.port})`.slice(0, 80) : undefined
  return loaded(db, await addMailbox(context, secrets, { account, name, begin }))
}

async function loaded(db: Context['db'], id: number): Promise<Mailbox> {
  const mailbox = await mailboxById(db, id)
  if (!mailbox) throw new Refusal('not-found', 'This mailbox does not exist any more.')
  return mailbox
}

/** The mailboxes to read now. */
export const mailboxesToRead = ({ reader }: Pick<Database, 'reader'>) => activeMailboxes(reader)

/** Says that the mailbox was read to its end, or what keeps us from reading it. Told only when it changes from well to ill or back. */
export async function tellHealth({ db, now }: Pick<Context, 'db' | 'now'>, mailboxId: number, failure: string | null) {
  const before = await mailboxById(db, mailboxId)
  if (!before) return
  await saveHealth(db, mailboxId, failure === null ? { checkedAt: now.getTime() } : { failure })
  if ((before.failure === null) !== (failure === null) || before.checkedAt === null) await record({ db, now }, { type: 'mailbox.changed', mailboxId })
}

/** How to connect to the mailbox named, its password opened. */
export async function accountNamed({ reader }: Pick<Database, 'reader'>, secrets: Secrets, name: string): Promise<Account> {
  const mailbox = await mailboxCalled(reader, name)
  return { ...mailbox, password: secrets.open(mailbox.passwordSealed) }
}
