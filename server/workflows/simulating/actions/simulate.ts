import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { newToken, secretsOf } from '../../../platform/secrets.ts'
import { signerOf } from '../../../platform/signing.ts'
import type { JobWorld } from '../../jobs/actions/world.ts'
import { diceOf } from '../dice.ts'
import type { SimulationResult } from '../contract.ts'
import { clockIn } from './clock.ts'
import { faultyPorts, mortal, type Chance } from './faulty.ts'
import { outsideIn } from './outside.ts'
import { playPeople } from './people.ts'
import { prepare, unended } from './prepare.ts'
import type { Simulated, Simulation, SimulationWorld } from './simulation.ts'
import { verify } from './verify.ts'
import { nextDate, workOff } from './work-off.ts'

const HOUR_MS = 3_600_000
const MOST_TURNS = 20_000
const IDLE_TURNS = 40

/**
 * Runs a workflow many times at once, with the real engine on a real database and simulators outside, by a clock that jumps.
 * Killed and begun again in the same folder, it goes on where it was.
 */
export async function simulate(given: SimulationWorld, wanted: Simulated): Promise<SimulationResult> {
  const began = performance.now()
  const simulation = open(given, wanted)
  await prepare(given.database, wanted, simulation)
  for (let [turn, idle] = [0, 0]; turn < MOST_TURNS && idle < IDLE_TURNS; turn++) {
    const open = await unended(given.database)
    given.onProgress(wanted.runs - open.length, wanted.runs, simulation.clock.days())
    if (open.length === 0) break
    const moved = await workOff(simulation) + await playPeople(simulation, open, turn)
    idle = moved > 0 ? 0 : idle + 1
    simulation.clock.jumpTo(await nextTurn(simulation, turn))
  }
  const found = await verify(given.database, simulation)
  return { runs: wanted.runs, ...found, days: simulation.clock.days(), seconds: Math.round((performance.now() - began) / 100) / 10 }
}

/** Some hours on; straight to the next date when nothing would happen before. */
async function nextTurn({ database, clock, dice }: Simulation, turn: number): Promise<number> {
  const soon = clock.now() + HOUR_MS * (1 + Math.floor(dice.roll(`hours ${turn}`) * 24))
  const date = await nextDate(database)
  return date === undefined ? soon : Math.max(soon, dice.happens(`jump ${turn}`, 0.2) ? date + HOUR_MS : soon)
}

function open({ database, folder, log, ports }: SimulationWorld, { seed, faults }: Simulated): Simulation {
  mkdirSync(folder, { recursive: true })
  const [dice, clock, outside] = [diceOf(seed), clockIn(join(folder, 'clock')), outsideIn(join(folder, 'outside.jsonl'))]
  const chance: Chance = { dice, probability: faults, outside, dying: false }
  const faulty = faultyPorts(ports, chance)
  const secrets = secretsOf('a simulation has no secrets')
  const world: JobWorld = {
    database: mortal(database, chance),
    clock: () => new Date(clock.now()),
    holder: newToken().slice(0, 20),
    log,
    ports: faulty, rehearsalPorts: faulty,
    open: secrets.open,
    saying: { signer: signerOf(secrets.signingKey), seal: secrets.seal, newIds: () => Promise.resolve({ messageId: 0, outboxId: 0 }), memberUrl: runId => `https://simulation.example/${runId}` },
  }
  return { database, dice, clock, outside, world }
}

