import { Command } from 'commander'
import { readToEnd } from '../channels/reading/actions/follow.ts'
import { mailboxGiven } from './mailbox.ts'
import { endProgress, orFromInput, print, printJson, tellProgress, withWorld } from './terminal.ts'

type Options = { mailbox: string, json?: boolean }

/** `permanence ingest --mailbox NAME|URL --once` */
export function ingestCommand(): Command {
  return new Command('ingest')
    .description('reads all that is new in a mailbox, then stops')
    .requiredOption('--mailbox <name|url>', 'its name, its URL (imaps://user:password@host:993/INBOX; an unknown one is added first and read from the beginning), or - to read either from standard input')
    .requiredOption('--once', 'stop at the end of the mailbox (`permanence worker mail-in` goes on)')
    .option('--json', 'print one JSON object')
    .action(async ({ mailbox: given, json }: Options) => {
      const nameOrUrl = await orFromInput(given)
      await withWorld(async (world) => {
        const [mailbox] = await Promise.all([mailboxGiven(world, nameOrUrl), world.parser.prepare()])
        const started = performance.now()
        const tally = await readToEnd(world, mailbox.id, ({ fetched }) => tellProgress(`${fetched} messages read`))
        endProgress()
        const seconds = Number(((performance.now() - started) / 1000).toFixed(3))
        if (json) printJson({ ...tally, seconds })
        else print(`${mailbox.name}: ${Object.entries(tally).map(([state, count]) => `${count} ${state}`).join(', ')} in ${seconds} s`)
      })
    })
}
