import { Command } from 'commander'
import { Refusal } from '../platform/errors.ts'
import { rebuildSearch } from '../tickets/actions/rebuild-search.ts'
import { endProgress, print, printJson, tellProgress, withWorld } from './terminal.ts'

/** `permanence search rebuild` */
export function searchCommand(): Command {
  const search = new Command('search').description('the index behind the search field')
  search.command('rebuild')
    .description('builds it anew from the database; until the end the old one goes on answering')
    .option('--json', 'print one JSON object')
    .action(({ json }: { json?: boolean }) => withWorld(async (world) => {
      const started = performance.now()
      const messages = await rebuildSearch(world, count => tellProgress(`${count} messages`))
      endProgress()
      if (messages === null) throw new Refusal('conflict', 'Another process is building the search at this moment. It will be ready when that one is done.')
      const seconds = Number(((performance.now() - started) / 1000).toFixed(3))
      if (json) printJson({ messages, seconds })
      else print(`${messages} messages can be searched, after ${seconds} s.`)
    }))
  return search
}
