import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { World } from '../compose.ts'
import { openDatabase } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { migrate } from '../platform/migrate.ts'
import { sha256 } from '../platform/signing.ts'
import { loadShipped } from '../workflows/publishing/actions/load-shipped.ts'
import { currentVersion } from '../workflows/publishing/queries.ts'
import { simulate } from '../workflows/simulating/actions/simulate.ts'
import type { Simulated } from '../workflows/simulating/actions/simulation.ts'
import type { SimulationResult } from '../workflows/simulating/contract.ts'
import { endProgress, print, printJson, tellProgress, withWorld } from './terminal.ts'

/** Adds `permanence workflow simulate`. */
export function addSimulate(workflow: Command) {
  workflow.command('simulate <name|file>')
    .description('runs a workflow many times on the simulators, with faults and a clock that jumps; killed and begun again, it goes on where it was')
    .option('--runs <count>', 'how many runs at once', numberUpTo('--runs', 10_000), 50)
    .option('--seed <number>', 'the same seed throws the same dice', numberUpTo('--seed', Number.MAX_SAFE_INTEGER), 1)
    .option('--faults <probability>', 'how likely each call of the outside goes wrong, from 0 to 0.5', probability, 0.05)
    .option('--json', 'print one JSON object')
    .action(run)
}

type Options = { runs: number, seed: number, faults: number, json?: boolean }

function numberUpTo(option: string, most: number) {
  return (text: string) => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number > most) throw new Refusal('invalid', `${option} takes a whole number up to ${most}`)
    return number
  }
}

function probability(text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= 0 && number <= 0.5)) throw new Refusal('invalid', '--faults takes a number from 0 to 0.5')
  return number
}

async function run(name: string, { json, ...options }: Options) {
  await withWorld(async (world) => {
    const wanted = { ...options, yaml: await yamlOf(world, name) }
    const result = await inFolder(world, wanted)
    if (json) printJson(result)
    else print(sentencesOf(result))
    if (result.failed + result.irreversibleTwice + result.lostSteps > 0) process.exitCode = 1
  })
}

/** The definition: a file, or the version that new runs are of (JSON is YAML). */
async function yamlOf(world: World, name: string): Promise<string> {
  if (/\.ya?ml$/.test(name)) {
    try { return await readFile(name, 'utf8') }
    catch (error) { throw new Refusal('invalid', `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`) }
  }
  await loadShipped(world)
  const version = await currentVersion(world.database.reader, name)
  if (!version) throw new Refusal('invalid', `There is no workflow “${name}”. See: permanence workflow list`)
  return JSON.stringify(version.definition)
}

/** In a folder of its own that outlives a kill, and goes when the result is there. Nothing of this installation's database is touched. */
async function inFolder({ config, log, workflows }: World, wanted: Simulated): Promise<SimulationResult> {
  const { yaml, runs, seed, faults } = wanted
  const folder = join(config.dataDir, 'simulations', sha256(JSON.stringify([yaml, runs, seed, faults])).slice(0, 16))
  mkdirSync(folder, { recursive: true })
  takeFolder(join(folder, 'pid'))
  const database = openDatabase(`sqlite:${join(folder, 'simulation.db')}`)
  try {
    await migrate(database)
    const onProgress = (done: number, of: number, day: number) => tellProgress(`${done} of ${of} runs ended, day ${day}`)
    return await simulate({ database, folder, log, ports: workflows.rehearsalPortsIn(folder), onProgress }, wanted)
  }
  finally {
    endProgress()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Two processes must not play the same simulation; one that was killed leaves its number behind. */
function takeFolder(path: string) {
  const other = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  if (other > 0 && other !== process.pid && isAlive(other)) throw new Refusal('conflict', `The same simulation runs already, in process ${other}`)
  writeFileSync(path, String(process.pid))
}

function isAlive(pid: number): boolean {
  try { return process.kill(pid, 0) }
  catch { return false }
}

function sentencesOf({ runs, finished, failed, blocked, humanActions, mostHumanActions, irreversibleTwice, lostSteps, days, stepMs, events, seconds }: SimulationResult): string {
  return [
    `${runs} runs over ${days} days, in ${seconds} s: ${finished} finished, ${blocked} blocked for a reason, ${failed} stuck`,
    `${humanActions} acts of the cooperative’s people, at most ${mostHumanActions} in a run`,
    `${irreversibleTwice} irreversible acts done twice, ${lostSteps} steps lost`,
    `${events} events, ${stepMs} ms of the engine each`,
  ].join('\n')
}
