import { Command, InvalidArgumentError } from 'commander'
import { chosenWorkers, workerNames } from '../../workers/main.ts'
import { serveWorld } from './serving.ts'
import { tell, untilStopped, withWorld } from './terminal.ts'

/** A TCP port; 0 takes a free one. */
export function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535')
  return port
}

/** `permanence serve` */
export function serveCommand(): Command {
  return new Command('serve')
    .description('web server, and workers in the same process')
    .option('--port <n>', 'instead of PERMANENCE_PORT; 0 takes a free one', portOf)
    .option('--workers <names>', `all, none, or some of ${workerNames.join(',')}`, 'all')
    .action(async ({ port, workers }: { port?: number, workers: string }) => {
      const names = chosenWorkers(workers)
      const signal = untilStopped()
      await withWorld(world => serveWorld(world, {
        port: port ?? world.config.port,
        workers: names,
        signal,
        ready: ({ url, smtp }) => tell(`Permanence is at ${url}${smtp ? `, and takes mail at ${smtp.address}:${smtp.port}` : ''}. Ctrl+C stops it.`),
      }))
    })
}
