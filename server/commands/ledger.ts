import { Command } from 'commander'
import { mailboxesToRead } from '../channels/mailboxes/actions.ts'
import { checkLedger } from '../channels/reading/actions/check-ledger.ts'
import { hasGap, type Ledger } from '../channels/reading/ledger.ts'
import { RemoteFailure } from '../platform/errors.ts'
import { mailboxGiven } from './mailbox.ts'
import { orFromInput, print, printJson, sentenceOf, tell, withWorld } from './terminal.ts'

/** `permanence ledger check` */
export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description('is every message accounted for?')
  ledger.command('check')
    .description('compares mailbox and database by UID and by content; fails when a message is missing, is another one, or has lost its bytes')
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
      if (!result || hasGap(result)) process.exitCode = 1
      if (!result) continue
      if (json) printJson(result)
      else print(summaryOf(result))
    }
  })
}

function summaryOf({ mailbox, onServer, accounted, missing, differing, lost }: Ledger): string {
  return [
    `${mailbox}: ${onServer} on the server, ${accounted} accounted for`,
    ...missing.map(({ uid, messageId }) => `  missing: UID ${uid} ${messageId ?? ''}`),
    ...differing.map(({ uid, messageId }) => `  another message than the one we hold: UID ${uid} ${messageId ?? ''}`),
    ...lost.map(({ intakeId, sha256 }) => `  bytes gone from the data directory: message ${intakeId}, ${sha256}`),
  ].join('\n')
}

/** A server that does not answer fails the command, and does not keep it from the other mailboxes. */
function unreachable(error: unknown): undefined {
  if (!(error instanceof RemoteFailure)) throw error
  tell(sentenceOf(error))
}
