import { Command } from 'commander'
import { retry, retryQuarantined, type TryingAgain } from '../channels/intakes/actions/try-again.ts'
import { readKept } from '../channels/reading/actions/keep.ts'
import type { World } from '../compose.ts'
import { Refusal } from '../platform/errors.ts'
import { print, printJson, withWorld } from './terminal.ts'

type Options = { quarantined?: boolean, all?: boolean, json?: boolean }

const COMMAND_LINE = { kind: 'system', name: 'command line' } as const

/** `permanence intake retry` */
export function intakeCommand(): Command {
  const intake = new Command('intake').description('the messages that came, and what became of them')
  intake.command('retry [ids...]')
    .description('reads kept messages again that were quarantined or refused: those named, or with --quarantined those that an older reader could not read')
    .option('--quarantined', 'those that were quarantined by an older version, and that nobody has dismissed')
    .option('--all', 'with --quarantined: also those that this version could not read')
    .option('--json', 'print one JSON object')
    .action(again)
  return intake
}

async function again(ids: string[], { quarantined = false, all = false, json = false }: Options) {
  if (quarantined === ids.length > 0) throw new Refusal('invalid', 'Name messages by their numbers, or say --quarantined.')
  const numbers = ids.map(numberIn)
  await withWorld(async (world) => {
    const trying = tryingIn(world)
    if (!quarantined) return eachOf(trying, numbers, json)
    const total = { retried: 0, recovered: 0 }
    for (let after = 0, left = 1; left > 0;) {
      const done = await retryQuarantined(trying, { after, by: all ? 'any' : 'older' }, COMMAND_LINE);
      [after, left] = [done.after, done.left]
      total.retried += done.retried
      total.recovered += done.recovered
    }
    if (json) printJson(total)
    else print(`${total.retried} messages were read again; ${total.recovered} of them could be read.`)
  })
}

async function eachOf(trying: TryingAgain, ids: readonly number[], json: boolean) {
  for (const id of ids) {
    const { state, reason, ticketId } = await retry(trying, id, COMMAND_LINE)
    if (json) printJson({ id, state, reason, ticketId })
    else print(`${id}: ${state}, ${reason}`)
  }
}

function numberIn(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Refusal('invalid', `“${text}” is no number of a message.`)
  return Number(text)
}

const tryingIn = (world: World): TryingAgain => ({ ...world, readKept: kept => readKept(world, kept) })
