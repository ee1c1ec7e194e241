import { Command } from 'commander'
import { knownWorkers, startWorkers, workerNames } from '../../workers/main.ts'
import { tell, untilStopped, withWorld } from './terminal.ts'

/** `permanence worker NAME…` */
export function workerCommand(): Command {
  return new Command('worker')
    .description('runs workers alone, without the web server')
    .argument('<name...>', `one or more of ${workerNames.join(', ')}`)
    .action(async (given: string[]) => {
      const names = knownWorkers(given)
      await withWorld(async (world) => {
        tell(`Working: ${names.join(', ')}. Ctrl+C stops it.`)
        await startWorkers(world, names, untilStopped())
      })
    })
}
