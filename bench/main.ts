import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { table, type Figure } from './report.ts'
import { openStores, type Stores } from './stores.ts'

const USAGE = `npm run bench -- [NAME…] [--quick] [--json FILE] [--mails N] [--rounds N] [--tickets N]
NAME: intake, arrival, list, board, workflow, mailcopy, live, weight; all of them by default. --quick takes about two minutes.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, json: { type: 'string' }, mails: { type: 'string' }, rounds: { type: 'string' }, tickets: { type: 'string' }, help: { type: 'boolean' } },
})

const quick = values.quick === true
const amount = (given: string | undefined, usual: number) => given === undefined ? usual : Number(given)
const tickets = amount(values.tickets, quick ? 5_000 : 100_000)

const BENCHES: Record<string, (stores: Stores) => Promise<Figure[]>> = {
  intake: async stores => (await import('./intake.ts')).intake(stores, { mails: amount(values.mails, quick ? 600 : 3000), rounds: amount(values.rounds, quick ? 1 : 3), filled: tickets, hugeMails: quick ? 2 : 6 }),
  arrival: async stores => (await import('./arrival.ts')).arrival(stores, quick ? 10 : 40),
  list: async stores => (await import('./list.ts')).list(stores, { sizes: quick || values.tickets !== undefined ? [tickets] : [1_000, 10_000, tickets], times: quick ? 20 : 60 }),
  board: async stores => (await import('./board.ts')).board(stores, { open: 250, over: quick ? 5_000 : 20_000, times: quick ? 20 : 60 }),
  workflow: async stores => (await import('./workflow.ts')).workflow(stores, { runs: quick ? 20 : 100 }),
  mailcopy: async stores => (await import('./mailcopy.ts')).mailcopy(stores, { mails: amount(values.mails, quick ? 1000 : 10_000), rounds: amount(values.rounds, 1), kills: quick ? 2 : 6, largeMails: quick ? 2 : 4 }),
  live: async stores => (await import('./live.ts')).live(stores, { consoles: 100, perSecond: 20, seconds: quick ? 5 : 20 }),
  weight: async stores => (await import('./weight.ts')).weight(stores),
}

async function run(names: string[]) {
  const figures: Figure[] = []
  const stores = await openStores()
  try {
    for (const name of names) {
      console.error(`\n━━━ ${name} ━━━`)
      figures.push(...await BENCHES[name]?.(stores) ?? [])
    }
  }
  finally {
    await stores.stop()
  }
  const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? '', memoryGigabytes: Math.round(totalmem() / 2 ** 30), node: process.version }
  console.log(`\n${machine.cores} cores (${machine.processor}), ${machine.memoryGigabytes} GB, Node ${machine.node}\n\n${table(figures)}`)
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, figures }, null, 2)}\n`)
  process.exitCode = figures.every(({ good }) => good !== false) ? 0 : 1
}

const unknown = positionals.find(name => !(name in BENCHES))
if (values.help) console.log(USAGE)
else if (unknown === undefined) await run(positionals.length > 0 ? positionals : Object.keys(BENCHES))
else {
  console.error(`There is no benchmark named “${unknown}”.\n${USAGE}`)
  process.exitCode = 2
}
