import { setTimeout as wait } from 'node:timers/promises'
import { addMailbox, setIdentity } from '../../server/channels/mailboxes/actions.ts'
import { accountOf } from '../../server/channels/mailboxes/url.ts'
import { openDatabase, type Database } from '../../server/platform/db.ts'
import { idsFrom, type Ids } from '../../server/platform/ids.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { secretsOf, type Secrets } from '../../server/platform/secrets.ts'
import { given } from '../../server/testing/given.ts'
import { prepareInstallation, type Installation } from '../../server/testing/installation.ts'
import type { Sunk } from '../../server/testing/smtp-sink.ts'
import type { Random } from '../mail/random.ts'
import type { Engine } from '../stores.ts'
import { newBook, type Book } from './book.ts'
import { hire, type Crew } from './crew.ts'
import { newDatabase, type Stage } from './stage.ts'

/** An installation at work: its processes, the servers around it, and the book of what was put into it. */
export type World = {
  engine: Engine
  stage: Stage
  user: string
  dataDir: string
  installation: Installation
  /** As the workers reach it: what they may not do, we may not either. */
  database: Database
  ids: Ids
  secrets: Secrets
  agentId: number
  crew: Crew
  book: Book
  random: Random
  /** What the mail server was given for this installation. */
  sunk: () => Sunk[]
  tell: (text: string) => void
  /** Something is wrong besides the mail. */
  amiss: (sentence: string) => void
  /** All of that. */
  wrongs: readonly string[]
  /** Waits a while, by chance, in milliseconds; less in the tests. */
  pause: (from: number, to: number) => Promise<void>
  close: () => Promise<void>
}

export type Settings = { engine: Engine, name: string, random: Random, tell: (text: string) => void, posts: readonly (readonly string[])[], pace: number, dataDir?: string }

const KEY = 'a secret of the chaos, of sufficient length'
const SETUP = { kind: 'system', name: 'chaos' } as const

/** A new installation on this stage, with one mailbox that is read from its beginning; its workers have begun. */
export async function openWorld(stage: Stage, { engine, name, random, tell, posts, pace, dataDir = stage.newFolder() }: Settings): Promise<World> {
  const url = await newDatabase(stage, engine, dataDir)
  const user = `${name}-${engine}`
  const secrets = secretsOf(KEY)
  const agentId = await prepare(stage, { url: url.owner, user, secrets })
  const database = openDatabase(url.workers)
  const installation = prepareInstallation({ databaseUrl: url.workers, env: { PERMANENCE_DATA_DIR: dataDir, PERMANENCE_SECRET_KEY: KEY, PERMANENCE_SMTP_URL: stage.sink.url } })
  const before = stage.sink.mails.length
  const wrongs: string[] = []
  const crew = hire({ posts, random, work: installation.work, freeWhatItHeld: () => freeAll(database) })
  return {
    engine, stage, user, dataDir, installation, database, ids: idsFrom(database), secrets, agentId, crew, book: newBook(), random, tell, wrongs,
    amiss: (sentence) => { wrongs.push(sentence) },
    sunk: () => stage.sink.mails.slice(before),
    pause: (from, to) => wait((from + random.whole(to - from)) * pace),
    close: async () => {
      await crew.stop()
      await installation.remove()
      await database.close()
    },
  }
}

type Preparing = { url: string, user: string, secrets: Secrets }

async function prepare({ dovecot }: Stage, { url, user, secrets }: Preparing): Promise<number> {
  const database = openDatabase(url)
  try {
    await migrate(database)
    await database.transaction(async (db) => {
      const context = { db, now: new Date(), actor: SETUP }
      const id = await addMailbox(context, secrets, { account: accountOf(dovecot.url(user)), name: user, begin: 'all' })
      await setIdentity(context, id, { fromAddress: 'support@coop.example', acknowledges: false })
    })
    return (await given(database).agent()).id
  }
  finally {
    await database.close()
  }
}

/** As if the minutes had passed for which a dead process keeps what it has taken. Those that live lose theirs as well, which must not harm. */
async function freeAll(database: Database) {
  await database.transaction(async (db) => {
    await db('leases').update({ until: 1 })
    await db('outbox').whereNotNull('claimed_until').update({ claimed_until: 1 })
  }).catch(() => undefined)
}
