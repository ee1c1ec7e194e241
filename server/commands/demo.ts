import { Command } from 'commander'
import { loadDemo } from '../demo/actions/load.ts'
import { agents, PASSWORD } from '../demo/people.ts'
import { endProgress, print, printJson, tellProgress, withWorld } from './terminal.ts'

/** `permanence demo load` */
export function demoCommand(): Command {
  const demo = new Command('demo').description('a cooperative to try things on')
  demo.command('load')
    .description('loads six days of mail, with the agents who answered it; loading it again changes nothing')
    .option('--json', 'print one JSON object')
    .action(({ json }: { json?: boolean }) => withWorld(world => load(world, json ?? false)))
  return demo
}

async function load(world: Parameters<typeof loadDemo>[0], json: boolean) {
  const loaded = await loadDemo(world, (mails, of) => tellProgress(`${mails} of ${of} messages`))
  endProgress()
  const logins = agents.map(({ email, role }) => ({ email, role, password: PASSWORD }))
  if (json) return printJson({ ...loaded, agents: logins })
  if (loaded.known === loaded.mails) print('The demonstration is loaded already: nothing was changed.')
  else print(`The demonstration is loaded: ${loaded.mails} messages, ${loaded.opened} tickets.`)
  for (const { email, role } of logins) print(`Sign in as ${email} (${role}), password ${PASSWORD}`)
}
