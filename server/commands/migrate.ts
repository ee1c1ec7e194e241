import { Command } from 'commander'
import { isUnchangeable } from '../audit/actions/try-to-change.ts'
import { compose } from '../compose.ts'
import { configFrom } from '../platform/config.ts'
import { migrate } from '../platform/migrate.ts'
import { loadShipped } from '../workflows/publishing/actions/load-shipped.ts'
import { print, printJson, tell } from './terminal.ts'

const CHANGEABLE = 'Warning: the audit log could be changed in this database, whose server did not let us make triggers. docs/accounts.md has the two statements that its administrator can run.'

/** `permanence migrate` */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('brings the database up to date')
    .option('--json', 'print one JSON object')
    .action(async ({ json }: { json?: boolean }) => {
      const { database, clock, shippedIn, close } = compose(configFrom(process.env))
      try {
        const migrations = await migrate(database)
        await loadShipped({ database, clock, shippedIn })
        const auditIsUnchangeable = await isUnchangeable(database)
        if (json) printJson({ migrations, auditIsUnchangeable })
        else print(migrations.length === 0 ? 'The database is up to date.' : `Done: ${migrations.join(', ')}`)
        if (!auditIsUnchangeable) tell(CHANGEABLE)
      }
      finally {
        await close()
      }
    })
}
