import { openDatabase } from '../server/platform/db.ts'
import { prepareInstallation, signIn } from '../server/testing/installation.ts'
import { runsOn, type Stage } from '../server/testing/runs.ts'
import { percentile, type Figure } from './report.ts'
import { ENGINES, nameOf, type Engine, type Stores } from './stores.ts'

const EMAIL = 'alice@coop.example'
const BAR_MS = 50
const DAY = 86_400_000
const HOUR = 3_600_000

const STAGES: Stage[] = ['go', 'answers', 'survey', 'survey-failed', 'transfer-failed', 'days', 'check']
const ASKED: Record<string, string> = {
  'the cards of a workflow': '/runs?workflow=move&limit=300',
  'counts by phase and standing': '/runs/board?workflow=move',
  'what waits for me': '/runs/mine',
  'how many that are': '/runs/mine/count',
  'blocked and mine': '/runs?standing=blocked&owner=me',
  'found by words': '/runs?text=domaine-1',
  'overdue, by date': '/runs?overdue=yes&sort=due',
  'due this week, by date': `/runs?dueBefore=${Date.now() + 7 * DAY}&sort=due&limit=300`,
  'those that are over': '/runs?ended=only',
  'those over and followed by nobody': '/runs?ended=only&owner=none',
  'those over of a workflow that has none': '/runs?ended=only&workflow=other',
}

/** The board over HTTP, as its page asks for it, with so many runs going on and so many that are over. */
export async function board(stores: Stores, { open, over, times }: { open: number, over: number, times: number }): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const engine of ENGINES) figures.push(...await onEngine(stores, engine, { open, over, times }))
  return figures
}

async function onEngine(stores: Stores, engine: Engine, { open, over, times }: { open: number, over: number, times: number }): Promise<Figure[]> {
  const store = await stores.make(engine, 0)
  await fillRuns(store.url, { open, over })
  const installation = prepareInstallation({ env: store.env })
  try {
    installation.addAgent(EMAIL)
    const { url } = await installation.serve('--workers', 'none')
    const cookie = await signIn(url, EMAIL)
    const figures: Figure[] = []
    for (const [what, path] of Object.entries(ASKED)) {
      const samples = await timed(`${url}/api${path}`, { cookie, times })
      const p95 = percentile(samples, 0.95)
      figures.push({ bench: 'board', what: `${nameOf(engine)}, ${open} open and ${over} ended runs: ${what}, p95`, value: p95, unit: 'ms', bar: `< ${BAR_MS} ms`, good: p95 < BAR_MS })
    }
    return figures
  }
  finally {
    await installation.remove()
  }
}

async function fillRuns(url: string, { open, over }: { open: number, over: number }) {
  const database = openDatabase(url)
  const runs = runsOn(database)
  await runs.publish()
  for (let count = 0; count < open; count++) await runs.run({ stage: STAGES[count % STAGES.length] ?? 'go', at: Date.now() - count * HOUR })
  const ended = await runs.run({ stage: 'finished', at: Date.now() - 400 * DAY })
  for (let done = 0; done < over; done += 1000) await runs.copies(ended, Math.min(1000, over - done), { everyMs: HOUR })
  await database.close()
}

async function timed(address: string, { cookie, times }: { cookie: string, times: number }): Promise<number[]> {
  const samples: number[] = []
  for (let index = 0; index < times + 3; index++) {
    const begun = performance.now()
    const response = await fetch(address, { headers: { cookie } })
    await response.text()
    if (!response.ok) throw new Error(`${address} was answered ${response.status}`)
    // The first ones warm up.
    if (index >= 3) samples.push(performance.now() - begun)
  }
  return samples
}
