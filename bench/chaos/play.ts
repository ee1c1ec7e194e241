import { setTimeout as wait } from 'node:timers/promises'
import { randomFrom } from '../mail/random.ts'
import type { Engine } from '../stores.ts'
import { factsOf, stillOpen } from './facts.ts'
import { flow, hasten, writeBack } from './flow.ts'
import type { Scale, Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'
import { verdictOn, type Verdict } from './verdict.ts'
import { openWorld, type World } from './world.ts'

/** What came of one scenario on one engine. */
export type Outcome = {
  engine: Engine
  scenario: string
  mails: number
  answers: number
  /** Processes that we killed, and processes that ended by themselves and were begun anew. */
  kills: number
  restarts: number
  /** Mails that left more than once, under the same Message-ID. */
  repeated: number
  ledger: 'clean' | 'gap'
  lost: number
  doubled: number
  astray: number
  seconds: number
  /** What is wrong, the first of it in words; or why it was not played. */
  said: string[]
  skipped?: true
}

export type Playing = { engine: Engine, scale: Scale, mails: number, seed: number, tell: (text: string) => void }

const POSTS = {
  whole: [['mail-in'], ['mail-in'], ['outbox'], ['outbox'], ['feed'], ['timers', 'housekeeping']],
  small: [['mail-in'], ['outbox', 'feed'], ['timers', 'housekeeping']],
}

const PACE = { whole: 1, small: 0.4 }

/** Plays a scenario, waits until everything has come to rest, and looks whether anything is missing. One that cannot be played to its end is told as such. */
export async function play(stage: Stage, scenario: Scenario, playing: Playing): Promise<Outcome> {
  const nothing = { engine: playing.engine, scenario: scenario.name, mails: 0, answers: 0, kills: 0, restarts: 0, repeated: 0, ledger: 'clean', lost: 0, doubled: 0, astray: 0, seconds: 0 } as const
  const ground = await scenario.ground?.()
  if (typeof ground === 'string') return { ...nothing, said: [ground], skipped: true }
  try {
    return await playOn(stage, scenario, { ...playing, ...(ground && { dataDir: ground.dataDir }) })
  }
  catch (error) {
    return { ...nothing, astray: 1, said: [error instanceof Error ? error.stack ?? error.message : String(error)] }
  }
  finally {
    await ground?.remove()
  }
}

async function playOn(stage: Stage, scenario: Scenario, { engine, scale, mails, seed, tell, ...ground }: Playing & { dataDir?: string }): Promise<Outcome> {
  const begun = performance.now()
  const told = (what: string) => tell(`  ${Math.round((performance.now() - begun) / 1000)} s: ${what}`)
  const world = await openWorld(stage, { engine, name: scenario.name, random: randomFrom(seed), tell, posts: POSTS[scale], pace: PACE[scale], ...ground })
  try {
    await Promise.all([flow(world, scenario.flow(scale, mails)), atWork(world).then(() => scenario.play(world, scale))])
    told('all was delivered and written')
    await settle(world)
    told('at rest')
    return await judged(world, scenario, begun)
  }
  finally {
    for (const words of world.crew.lastWords()) tell(`  ended by itself: ${words}`)
    scenario.ending?.(world)
    await world.close()
  }
}

/** Accidents meet those who work, not those who are just getting up: what begins without its database says so and ends. */
async function atWork({ database }: World) {
  const isAtWork = async () => await database.reader('leases').where('name', 'like', 'mailbox:%').first('name') !== undefined
  for (const until = Date.now() + 60_000; Date.now() < until && !await isAtWork();) await wait(100)
}

async function judged(world: World, scenario: Scenario, begun: number): Promise<Outcome> {
  const verdict = verdictOn(world.book, await factsOf(world))
  const ledger = world.installation.run(['ledger', 'check', '--json'])
  const { kills, falls } = world.crew.counts()
  return {
    engine: world.engine, scenario: scenario.name, mails: world.book.delivered.size, answers: world.book.written.length, kills, restarts: falls, repeated: verdict.repeated,
    ledger: ledger.status === 0 ? 'clean' : 'gap', lost: verdict.lost.length, doubled: verdict.doubled.length, astray: verdict.astray.length + world.wrongs.length,
    seconds: Math.round((performance.now() - begun) / 1000), said: [...wordsOf(verdict), ...world.wrongs, ...ledger.status === 0 ? [] : [ledger.stdout.slice(0, 1000) + ledger.stderr.slice(-500)]],
  }
}

const wordsOf = ({ lost, doubled, astray }: Verdict) => [lost, doubled, astray].flatMap(some => some.slice(0, 5))

/** Whether an outcome is as it must be. */
export const isGood = ({ ledger, lost, doubled, astray }: Outcome) => ledger === 'clean' && lost + doubled + astray === 0

// The longest pause of a worker after a failure, and what a connection takes to be found dead.
const PATIENCE_MS = 100_000
const TELL_EVERY_MS = 5000

/** Until nothing is open any more, or nothing has moved for longer than anybody pauses: what is open then is lost. */
async function settle(world: World) {
  let [least, since, told] = [Number.POSITIVE_INFINITY, Date.now(), Date.now()]
  while (Date.now() - since < PATIENCE_MS) {
    writeBack(world)
    await hasten(world)
    const open = await stillOpen(world)
    if (open === 0) return
    if (open < least) [least, since] = [open, Date.now()]
    if (Date.now() - told > TELL_EVERY_MS) {
      world.tell(`  ${open} things are open`)
      told = Date.now()
    }
    await wait(250)
  }
  world.tell(`  nothing has moved for ${PATIENCE_MS / 1000} s, ${least} things are open`)
}
