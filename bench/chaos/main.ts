import { parseArgs } from 'node:util'
import { ENGINES, type Engine } from '../stores.ts'
import { isGood, play, type Outcome } from './play.ts'
import { scenarios } from './scenarios.ts'
import { openStage } from './stage.ts'

const USAGE = `npm run chaos -- [--engine sqlite|mysql|both] [--only NAME,…] [--mails N] [--seed N] [--small]
Plays accidents on an installation while mail comes in and answers go out, then looks whether every message is there once.
Progress is told on standard error; standard output gets one JSON object. Exits with 1 when anything was lost or doubled.

${scenarios.map(({ name, what }) => `  ${name.padEnd(20)} ${what}`).join('\n')}

--mails   of a scenario (the killing has four times as many); 600 by default. --small: as in the tests.`

const { values } = parseArgs({
  options: {
    'engine': { type: 'string', default: 'both' }, 'only': { type: 'string' }, 'mails': { type: 'string' }, 'seed': { type: 'string' },
    'small': { type: 'boolean', default: false }, 'help': { type: 'boolean', default: false },
  },
})

const tell = (text: string) => { console.error(text) }
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const scale = values.small ? 'small' : 'whole'
const mails = values.mails === undefined ? (values.small ? 160 : 600) : Number(values.mails)

/** The engines side by side, each with servers of its own: most of the time is spent waiting. */
async function run(engines: readonly Engine[], names: readonly string[]) {
  tell(`seed ${seed}`)
  const outcomes = (await Promise.all(engines.map(engine => runOn(engine, names)))).flat()
  const good = outcomes.every(isGood)
  console.log(JSON.stringify({ seed, good, outcomes }))
  process.exitCode = good ? 0 : 1
}

async function runOn(engine: Engine, names: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const say = (text: string) => tell(`${engine.padEnd(8)}${text}`)
  const stage = await openStage()
  try {
    for (const scenario of scenarios.filter(({ name, engines }) => names.includes(name) && engines.includes(engine))) {
      say(`━━━ ${scenario.name}: ${scenario.what}`)
      const outcome = await play(stage, scenario, { engine, scale, mails, seed, tell: say })
      outcomes.push(outcome)
      for (const line of summaryOf(outcome)) say(line)
    }
    return outcomes
  }
  finally {
    await stage.stop()
  }
}

function summaryOf(outcome: Outcome): string[] {
  const { mails, answers, kills, restarts, repeated, ledger, lost, doubled, astray, seconds, said, skipped } = outcome
  const head = skipped
    ? '– not played'
    : `${isGood(outcome) ? '✓' : '✗'} ${mails} mails, ${answers} answers, ${kills} kills, ${restarts} restarts, ${repeated} repeated, ledger ${ledger}, ${lost} lost, ${doubled} doubled, ${astray} astray, ${seconds} s`
  return [head, ...said.map(line => `    ${line}`)]
}

const engines = ENGINES.filter(engine => values.engine === 'both' || values.engine === engine)
const names = values.only?.split(',') ?? scenarios.map(({ name }) => name)
const unknown = names.find(name => !scenarios.some(scenario => scenario.name === name))
if (values.help) console.log(USAGE)
else if (unknown === undefined && engines.length > 0 && mails > 0) await run(engines, names)
else {
  tell(unknown === undefined ? 'An engine is sqlite, mysql or both, and --mails a number.' : `There is no scenario named “${unknown}”.`)
  tell(USAGE)
  process.exitCode = 2
}
