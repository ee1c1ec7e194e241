import { Command } from 'commander'
import { mailboxesToRead } from '../channels/mailboxes/actions.ts'
import { checkLedger } from '../channels/reading/actions/check-ledger.ts'
import { RemoteFailure } from '../platform/errors.ts'
import { mailboxGiven } from './mailbox.ts'
import { orFromInput, print, printJson, sentenceOf, tell, withWorld } from './terminal.ts'

/** `permanence ledger check` */
export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description('is every message accounted for?')
  ledger.command('check')
    .description('compares mailbox and database; fails when a message is missing')
    .option('--mailbox <name|url>', 'only this one; - reads its name or URL from standard input')
    .option('--json', 'print one JSON object for each mailbox')
    .action(check)
  return ledger
}

async function check({ mailbox, json }: { mailbox?: string, json?: boolean }) {
  const nameOrUrl = mailbox === undefined ? undefined : await orFromInput(mailbox)
  await withWorld(async (world) => {
    const mailboxes = nameOrUrl === undefined ? await mailboxesToRead(world.database) : [await mailboxGiven(world, nameOrUrl)]
    for (const one of mailboxes) {
      const result = await checkLedger(world, one).catch(unreachable)
      if (!result || result.missing.length > 0) process.exitCode = 1
      if (!result) continue
      if (json) printJson(result)
      else print(`${result.mailbox}: ${result.onServer} on the server, ${result.accounted} accounted for${result.missing.map(({ uid, messageId }) => `\n  missing: UID ${uid} ${messageId ?? ''}`).join('')}`)
    }
  })
}

/** A server that does not answer fails the command, and does not keep it from the other mailboxes. */
function unreachable(error: unknown): undefined {
  if (!(error instanceof RemoteFailure)) throw error
  tell(sentenceOf(error))
}
