import { Command } from 'commander'
import { accountNamed, addMailbox, findOrAddMailbox, isNewAccess } from '../channels/mailboxes/actions.ts'
import { mailboxLines } from '../channels/mailboxes/queries.ts'
import type { Mailbox } from '../channels/mailboxes/mailbox.ts'
import { accountOf, beginOf, isMailboxUrl } from '../channels/mailboxes/url.ts'
import type { World } from '../compose.ts'
import { orFromInput, print, printJson, withWorld } from './terminal.ts'

type Json = { json?: boolean }

/** `permanence mailbox add|list|test` */
export function mailboxCommand(): Command {
  const mailbox = new Command('mailbox').description('the mailboxes that are read')
  mailbox.command('add <url>')
    .description('adds one: imaps://user:password@host:993/INBOX, or - to read the URL from standard input')
    .option('--name <name>', 'how it is called; otherwise its address')
    .option('--from <begin>', 'now, all, or a number of days; what is older is never acknowledged', 'now')
    .option('--json', 'print one JSON object')
    .action(add)
  mailbox.command('list')
    .description('shows them, and how they do')
    .option('--json', 'print one JSON object for each')
    .action(list)
  mailbox.command('test <name|url>')
    .description('connects and says what was found; - reads the name or URL from standard input')
    .option('--json', 'print one JSON object')
    .action(test)
  return mailbox
}

async function add(given: string, { name, from, json }: Json & { name?: string, from: string }) {
  const [account, begin] = [accountOf(await orFromInput(given)), beginOf(from)]
  await withWorld(async (world) => {
    const id = await world.database.transaction(db => addMailbox({ db, now: world.clock(), actor: { kind: 'system', name: 'command line' } }, world.secrets, { account, name, begin }))
    const added = (await mailboxLines(world.database.reader)).find(line => line.id === id)
    if (json) printJson(added)
    else print(`“${added?.name}” is read from now on, beginning with ${begin === 'now' ? 'what comes next' : begin === 'all' ? 'all its messages' : `the last ${begin} days`}.`)
  })
}

async function list({ json }: Json) {
  await withWorld(async ({ database }) => {
    const lines = await mailboxLines(database.reader)
    for (const line of lines) {
      if (json) printJson(line)
      else print(`${line.name}: ${line.username} at ${line.host}:${line.port}, ${line.folder}. ${line.failure ?? (line.checkedAt ? `Read to its end at ${new Date(line.checkedAt).toISOString()}.` : 'Not read yet.')}`)
    }
    if (lines.length === 0 && !json) print('There is no mailbox yet. `permanence mailbox add URL` adds one.')
  })
}

async function test(given: string, { json }: Json) {
  const nameOrUrl = await orFromInput(given)
  await withWorld(async (world) => {
    const account = isMailboxUrl(nameOrUrl) ? accountOf(nameOrUrl) : await accountNamed(world.database, world.secrets, nameOrUrl)
    const connection = await world.openMailbox(account)
    try {
      const uids = await connection.uidsAfter(0)
      const result = { ok: true, host: account.host, folder: account.folder, messages: uids.length, uidValidity: connection.uidValidity }
      if (json) printJson(result)
      else print(`It works: ${account.folder} at ${account.host} holds ${uids.length} messages.`)
    }
    finally {
      await connection.close()
    }
  })
}

/** The mailbox that an argument names. One given by a URL that is new to us is connected to first: a mistyped address is not added, and a mistyped password replaces none. */
export async function mailboxGiven({ database, secrets, clock, openMailbox }: World, nameOrUrl: string): Promise<Mailbox> {
  const account = isMailboxUrl(nameOrUrl) ? accountOf(nameOrUrl) : undefined
  if (account && await isNewAccess(database, secrets, account)) await (await openMailbox(account)).close()
  const context = { now: clock(), actor: { kind: 'system', name: 'command line' } } as const
  return database.transaction(db => findOrAddMailbox({ ...context, db }, secrets, { nameOrUrl, begin: 'all' }))
}
