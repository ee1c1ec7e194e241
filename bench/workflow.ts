import { join } from 'node:path'
import { compose, type World } from '../server/compose.ts'
import { configFrom } from '../server/platform/config.ts'
import { openDatabase } from '../server/platform/db.ts'
import { logTo } from '../server/platform/log.ts'
import { removeFolder, temporaryFolder } from '../server/testing/children.ts'
import { shippedFiles } from '../server/workflows/publishing/actions/load-shipped.ts'
import { simulate } from '../server/workflows/simulating/actions/simulate.ts'
import type { Figure } from './report.ts'
import { ENGINES, nameOf, type Engine, type Stores } from './stores.ts'

const BAR_MS = 5
const SEED = 1
const FAULTS = 0.05

/** So many runs of each workflow that comes with the program, simulated with faults: what the engine takes for an event, and what an event takes with its transaction. */
export async function workflow(stores: Stores, { runs }: { runs: number }): Promise<Figure[]> {
  const folder = temporaryFolder('bench')
  const world = compose(configFrom({ PERMANENCE_DATA_DIR: folder, PERMANENCE_DATABASE_URL: `sqlite:${join(folder, 'none.db')}` }))
  try {
    const figures: Figure[] = []
    for (const engine of ENGINES) figures.push(...await onEngine(stores, engine, { runs, world }))
    return figures
  }
  finally {
    await world.close()
    removeFolder(folder)
  }
}

async function onEngine(stores: Stores, engine: Engine, { runs, world }: { runs: number, world: World }): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { file, yaml } of await shippedFiles(world.shippedIn)) {
    const [store, folder] = [await stores.make(engine, 0), temporaryFolder('bench')]
    const database = openDatabase(store.url)
    const result = await simulate({ database, folder, log: logTo('silent'), ports: world.workflows.rehearsalPortsIn(folder), onProgress: () => undefined }, { yaml, runs, seed: SEED, faults: FAULTS })
    await database.close()
    removeFolder(folder)
    const what = `${nameOf(engine)}, ${runs} runs of ${file.replace('.yaml', '')}`
    const sound = result.finished === runs && result.irreversibleTwice === 0 && result.lostSteps === 0
    figures.push(
      { bench: 'workflow', what: `${what}: the engine, for an event`, value: result.stepMs, unit: 'ms', bar: `< ${BAR_MS} ms`, good: sound && result.stepMs < BAR_MS },
      { bench: 'workflow', what: `${what}: an event with its transactions, the other side and the verification`, value: Math.round(result.seconds * 1000 / result.events * 10) / 10, unit: 'ms' },
    )
  }
  return figures
}
