import { Command } from 'commander'
import { addAgent } from '../accounts/actions/add-agent.ts'
import { invitationLink } from '../accounts/invitations.ts'
import { hasAgents } from '../accounts/queries.ts'
import { compose, type World } from '../compose.ts'
import { loadDemo } from '../demo/actions/load.ts'
import { agents, PASSWORD } from '../demo/people.ts'
import { isDemonstration } from '../demo/queries.ts'
import { configFrom, type Config } from '../platform/config.ts'
import { migrate } from '../platform/migrate.ts'
import { workerNames } from '../../workers/main.ts'
import { buildClient } from './build-client.ts'
import { serveWorld, type Served } from './serving.ts'
import { endProgress, orFromInput, tell, tellProgress, untilStopped } from './terminal.ts'

const SMTP_LISTEN = '127.0.0.1:2525'

/** What `npm start` runs once everything is installed: builds, migrates, fills a new database with the demonstration, serves. */
export function startCommand(): Command {
  return new Command('start')
    .description('what npm start does: builds, migrates, loads the demonstration if the database is new, serves with all workers')
    .option('--mailbox <url>', 'a mailbox to read as well; - reads its URL from standard input')
    .action(async ({ mailbox }: { mailbox?: string }) => {
      const given = configFrom(process.env)
      const config: Config = {
        ...given,
        smtpListen: given.smtpListen ?? SMTP_LISTEN,
        mailboxUrl: mailbox === undefined ? given.mailboxUrl : await orFromInput(mailbox),
      }
      const signal = untilStopped()
      await buildClient(tell)
      const world = compose(config)
      try {
        tell('Bringing the database up to date…')
        await migrate(world.database)
        const welcome = await prepare(world)
        await serveWorld(world, { port: config.port, workers: workerNames, signal, ready: served => greet(served, welcome) })
      }
      finally {
        await world.close()
      }
    })
}

/** A database that nobody uses yet gets the demonstration or, when it is meant for real work, a first administrator. Answers what to tell about signing in. */
async function prepare(world: World): Promise<string[]> {
  const { config, database, clock } = world
  const forReal = config.databaseChosen || config.mailboxUrl !== undefined
  const isNew = !await hasAgents(database.reader)
  // Also when it is there already: a loading that was stopped goes on.
  if (!forReal && (isNew || await isDemonstration(database.reader))) return withDemonstration(world)
  if (!isNew) return []
  const { invitation } = await database.transaction(db => addAgent({ db, now: clock(), actor: { kind: 'system', name: 'first start' } }, FIRST))
  return invitation === null ? [] : [`The first administrator is ${FIRST.email}. Choose its password here, within a week: ${invitationLink(config.baseUrl, invitation)}`]
}

async function withDemonstration(world: World): Promise<string[]> {
  await loadDemo(world, (mails, of) => tellProgress(`Loading the demonstration: ${mails} of ${of} messages`))
  endProgress()
  return [`Demonstration logins, all with the password ${PASSWORD}:`, ...agents.map(({ email, name, role }) => `  ${email}  (${name}, ${role})`)]
}

const FIRST = { email: 'admin@permanence.localhost', name: 'Administration', role: 'administrator', passwordHash: null } as const

function greet({ url, smtp }: Served, welcome: readonly string[]) {
  tell(['', `Permanence is at ${url}`, ...smtp ? [`It takes mail by SMTP at ${smtp.address}:${smtp.port}: send one, and see it arrive.`] : [], ...welcome, 'Ctrl+C stops it.', ''].join('\n'))
}
