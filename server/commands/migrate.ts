import { Command } from 'commander'
import { compose } from '../compose.ts'
import { configFrom } from '../platform/config.ts'
import { migrate } from '../platform/migrate.ts'
import { print, printJson } from './terminal.ts'

/** `permanence migrate` */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('brings the database up to date')
    .option('--json', 'print one JSON object')
    .action(async ({ json }: { json?: boolean }) => {
      const { database, close } = compose(configFrom(process.env))
      try {
        const migrations = await migrate(database)
        if (json) printJson({ migrations })
        else print(migrations.length === 0 ? 'The database is up to date.' : `Done: ${migrations.join(', ')}`)
      }
      finally {
        await close()
      }
    })
}
