import type { Database } from '../../../platform/db.ts'
import type { Log } from '../../../platform/log.ts'
import type { JobWorld } from '../../jobs/actions/world.ts'
import type { Ports } from '../../ports.ts'
import type { Dice } from '../dice.ts'
import type { SimulatedClock } from './clock.ts'
import type { Outside } from './outside.ts'

/** What is simulated: a workflow as YAML, how often, with which dice, and how likely anything goes wrong. */
export type Simulated = { yaml: string, runs: number, seed: number, faults: number }

/** What a simulation works with: a database of its own, a folder that outlives a kill, and the simulators. */
export type SimulationWorld = { database: Database, folder: string, log: Log, ports: Ports, onProgress: (done: number, of: number, day: number) => void }

/** One simulation, put together. */
export type Simulation = { database: Database, dice: Dice, clock: SimulatedClock, outside: Outside, world: JobWorld }
