import { Command } from 'commander'
import { accountNamed, addAddress, addMailbox, findOrAddMailbox, isNewAccess, mailboxCalled, setIdentity } from '../channels/mailboxes/actions.ts'
import { lackSentences } from '../channels/mailboxes/identity.ts'
import type { Mailbox } from '../channels/mailboxes/mailbox.ts'
import { mailboxSettings } from '../channels/mailboxes/settings/queries.ts'
import { accountOf, beginOf, isMailboxUrl, smtpAddressIn } from '../channels/mailboxes/url.ts'
import type { World } from '../compose.ts'
import { identityIn, withIdentity, type IdentityOptions } from './mailbox-options.ts'
import { orFromInput, print, printJson, withWorld } from './terminal.ts'

type Json = { json?: boolean }
type Settings = Awaited<ReturnType<typeof mailboxSettings>>[number]

/** `permanence mailbox add|set|list|test` */
export function mailboxCommand(): Command {
  const mailbox = new Command('mailbox').description('the mailboxes that are read, and in whose name they write')
  withIdentity(mailbox.command('add <url>'))
    .description('adds one: imaps://user:password@host:993/INBOX, smtp:ADDRESS for mail that is handed to us, or - to read either from standard input')
    .option('--name <name>', 'how it is called; otherwise its address')
    .option('--from <begin>', 'now, all, or a number of days; what is older is never acknowledged', 'now')
    .option('--json', 'print one JSON object')
    .action(add)
  withIdentity(mailbox.command('set <name>'))
    .description('changes in whose name it writes, and whom it believes; what is not given stays, an empty word takes back')
    .option('--json', 'print one JSON object')
    .action(set)
  mailbox.command('list')
    .description('shows them, and how they do')
    .option('--json', 'print one JSON object for each')
    .action(list)
  mailbox.command('test <name|url>')
    .description('connects and says what was found, and what it lacks for answering; - reads the name or URL from standard input')
    .option('--json', 'print one JSON object')
    .action(test)
  return mailbox
}

const contextOf = (world: World) => ({ now: world.clock(), actor: { kind: 'system', name: 'command line' } } as const)
const settingsOf = async ({ database, mailOut }: World, id: number) => (await mailboxSettings(database.reader, mailOut)).find(one => one.id === id)

async function add(given: string, { name, from, json, ...options }: Json & IdentityOptions & { name?: string, from: string }) {
  const url = await orFromInput(given)
  const [address, begin, identity] = [smtpAddressIn(url), beginOf(from), identityIn(options)]
  const account = address === undefined ? accountOf(url) : undefined
  await withWorld(async (world) => {
    const id = await world.database.transaction(async (db) => {
      const context = { ...contextOf(world), db }
      const added = account ? await addMailbox(context, world.secrets, { account, name, begin }) : await addAddress(context, { address: address ?? '', name })
      if (Object.keys(identity).length > 0) await setIdentity(context, added, identity)
      return added
    })
    const added = await settingsOf(world, id)
    if (json) printJson(added)
    else print(account ? `“${added?.name}” is read from now on, beginning with ${begin === 'now' ? 'what comes next' : begin === 'all' ? 'all its messages' : `the last ${begin} days`}.` : `“${added?.name}” is there: mail for it is taken by the SMTP listener.`)
  })
}

async function set(name: string, { json, ...options }: Json & IdentityOptions) {
  const identity = identityIn(options)
  await withWorld(async (world) => {
    const id = await world.database.transaction(async (db) => {
      const mailbox = await mailboxCalled(db, name)
      await setIdentity({ ...contextOf(world), db }, mailbox.id, identity)
      return mailbox.id
    })
    const settings = await settingsOf(world, id)
    if (json) printJson(settings)
    else if (settings) print([`“${name}” is changed.`, identityLine(settings)].join('\n'))
  })
}

async function list({ json }: Json) {
  await withWorld(async ({ database, mailOut }) => {
    const all = await mailboxSettings(database.reader, mailOut)
    for (const one of all) {
      if (json) printJson(one)
      else print(`${one.name}: ${placeOf(one)}. ${healthOf(one)}\n${identityLine(one)}`)
    }
    if (all.length === 0 && !json) print('There is no mailbox yet. `permanence mailbox add URL` adds one.')
  })
}

const placeOf = ({ transport, username, host, port, folder }: Settings) => transport === 'smtp' ? `${username}, by the SMTP listener` : `${username} at ${host}:${port}, ${folder}`

function healthOf({ transport, failure, checkedAt }: Settings): string {
  if (transport === 'smtp') return 'Nothing is read.'
  return failure ?? (checkedAt ? `Read to its end at ${new Date(checkedAt).toISOString()}.` : 'Not read yet.')
}

function identityLine({ writesAs, fromName, replyAddress, bounceAddress, plusAddresses, authservId, locale, acknowledges, after }: Settings): string {
  return [
    `  writes as ${writesAs === null ? 'nobody yet' : fromName === null ? writesAs : `${fromName} <${writesAs}>`}`,
    ...replyAddress === null ? [] : [`answers to ${replyAddress}`],
    ...bounceAddress === null ? [] : [`returns to ${bounceAddress}`],
    ...plusAddresses ? [] : ['no plus addresses'],
    authservId === null ? 'believes no server' : `believes ${authservId}`,
    ...after === 'leave' ? [] : [`after reading: ${after}`],
    acknowledges && authservId !== null ? `acknowledges in ${locale}` : 'acknowledges nothing',
  ].join(', ')
}

async function test(given: string, { json }: Json) {
  const nameOrUrl = await orFromInput(given)
  await withWorld(async (world) => {
    const isUrl = isMailboxUrl(nameOrUrl)
    const settings = isUrl ? undefined : await settingsOf(world, (await mailboxCalled(world.database.reader, nameOrUrl)).id)
    const found = settings?.transport === 'smtp' ? undefined : await look(world, nameOrUrl, isUrl)
    const lacks = settings?.lacks ?? []
    if (json) printJson({ ok: true, ...found, lacks })
    else print([found ? `It works: ${found.folder} at ${found.host} holds ${found.messages} messages.` : 'Nothing is read: its mail is handed to us.', ...lacks.map(lack => `- ${lackSentences[lack]}`)].join('\n'))
  })
}

async function look(world: World, nameOrUrl: string, isUrl: boolean) {
  const account = isUrl ? accountOf(nameOrUrl) : await accountNamed(world.database, world.secrets, nameOrUrl)
  const connection = await world.openMailbox(account)
  try {
    const uids = await connection.uidsAfter(0)
    return { host: account.host, folder: account.folder, messages: uids.length, uidValidity: connection.uidValidity }
  }
  finally {
    await connection.close()
  }
}

/** The mailbox that an argument names. One given by a URL that is new to us is connected to first: a mistyped address is not added, and a mistyped password replaces none. */
export async function mailboxGiven(world: World, nameOrUrl: string): Promise<Mailbox> {
  const { database, secrets, openMailbox } = world
  const account = isMailboxUrl(nameOrUrl) ? accountOf(nameOrUrl) : undefined
  if (account && await isNewAccess(database, secrets, account)) await (await openMailbox(account)).close()
  return database.transaction(db => findOrAddMailbox({ ...contextOf(world), db }, secrets, { nameOrUrl, begin: 'all' }))
}
