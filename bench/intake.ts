import { startDovecot, type DovecotServer } from '../server/testing/dovecot.ts'
import { corpus } from './mail/corpus.ts'
import { measure } from './process.ts'
import { median, type Figure } from './report.ts'
import { ENGINES, nameOf, type Engine, type Store, type Stores } from './stores.ts'

export type IntakeSettings = { mails: number, rounds: number, filled: number, hugeMails: number }

type Bare = { fetched: number, seconds: number }
type Tally = { fetched: number, opened: number, joined: number, quarantined: number, duplicate: number, ignored: number, seconds: number }

const BAR = 0.4
const MEMORY_BAR = 350

/** The intake against a bare loop on the same mailbox, by turns in the same run; into empty databases, and onto many tickets. */
export async function intake(stores: Stores, settings: IntakeSettings): Promise<Figure[]> {
  const dovecot = await startDovecot()
  try {
    return [...await speed(dovecot, stores, settings), ...await memory(dovecot, stores, settings)]
  }
  finally {
    await dovecot.stop()
  }
}

type Case = { engine: Engine, filled: number, store?: Store }

async function speed(dovecot: DovecotServer, stores: Stores, { mails, rounds, filled }: IntakeSettings): Promise<Figure[]> {
  const cases: Case[] = ENGINES.map(engine => ({ engine, filled: 0 }))
  for (const engine of filled > 0 ? ENGINES : []) cases.push({ engine, filled, store: await stores.filled(engine, filled) })
  const rates = new Map<string, number[]>()
  const keep = (what: string, value: number) => rates.set(what, [...rates.get(what) ?? [], value])

  for (let round = 1; round <= rounds; round++) {
    const { messages, tickets, bytes } = corpus({ count: mails, seed: round })
    const user = `round${round}`
    dovecot.deliver(user, messages)
    // Once unmeasured: Dovecot then knows every size, for whoever comes first.
    await measure<Bare>(['bench/bare.ts', dovecot.url(user)])
    const bareBefore = await measure<Bare>(['bench/bare.ts', dovecot.url(user)])
    const ours = []
    for (const each of cases) ours.push({ each, tally: await ingest(dovecot.url(user), each.store ?? await stores.make(each.engine, 0)) })
    const bareAfter = await measure<Bare>(['bench/bare.ts', dovecot.url(user)])
    const bare = mails / ((bareBefore.answer.seconds + bareAfter.answer.seconds) / 2)
    keep('bare loop', bare)
    console.error(`Round ${round}: ${mails} mails, ${(bytes / 1e6).toFixed(0)} MB, bare loop ${bare.toFixed(0)} mails/s`)
    for (const { each, tally: { answer, peakMegabytes } } of ours) {
      check(answer, mails, tickets)
      const rate = mails / answer.seconds
      keep(titleOf(each), rate / bare)
      console.error(`  ${titleOf(each)}: ${rate.toFixed(0)} mails/s, ${(rate / bare).toFixed(2)} of the bare loop, ${answer.opened} tickets, peak ${peakMegabytes} MB`)
    }
  }
  return [
    { bench: 'intake', what: 'bare loop', value: median(rates.get('bare loop') ?? []), unit: 'mails/s' },
    ...cases.map(each => ratioFigure(titleOf(each), median(rates.get(titleOf(each)) ?? []))),
  ]
}

const titleOf = ({ engine, filled }: Case) => `${nameOf(engine)}, ${filled === 0 ? 'empty' : `onto ${filled} tickets`}`

const ratioFigure = (what: string, value: number): Figure => ({ bench: 'intake', what: `${what}: share of the bare loop`, value, unit: '', bar: `≥ ${BAR}`, good: value >= BAR })

const ingest = (url: string, { env }: Store) => measure<Tally>(['server/cli.ts', 'ingest', '--mailbox', url, '--once', '--json'], env)

function check(tally: Tally, mails: number, tickets: number) {
  if (tally.fetched !== mails || tally.opened !== tickets || tally.opened + tally.joined !== mails) {
    throw new Error(`The intake made ${tally.opened} tickets of ${tally.fetched} mails; ${tickets} of ${mails} are right. It said ${JSON.stringify(tally)}`)
  }
}

async function memory(dovecot: DovecotServer, stores: Stores, { mails, hugeMails }: IntakeSettings): Promise<Figure[]> {
  if (hugeMails === 0) return []
  const { messages, tickets } = corpus({ count: Math.ceil(mails / 3), seed: 1000, huge: hugeMails })
  dovecot.deliver('huge', messages)
  const figures: Figure[] = []
  for (const engine of ENGINES) {
    const { answer, peakMegabytes } = await ingest(dovecot.url('huge'), await stores.make(engine, 0))
    check(answer, messages.length, tickets)
    figures.push({ bench: 'intake', what: `${nameOf(engine)}: peak memory, ${hugeMails} mails of 25 MB among ${messages.length}`, value: peakMegabytes, unit: 'MB', bar: `< ${MEMORY_BAR} MB`, good: peakMegabytes < MEMORY_BAR })
  }
  return figures
}
