import { Command } from 'commander'
import { provisionerBy } from '../compose/provisioner.ts'
import { configFrom } from '../platform/config.ts'
import { Refusal } from '../platform/errors.ts'
import type { Checked } from '../provisioners/actions/checking/check.ts'
import { checks } from '../provisioners/actions/checking/checks.ts'
import { print, printJson, tell, untilStopped } from './terminal.ts'

type Options = { account?: string, domain?: string, write?: boolean, json?: boolean }

/** `permanence provisioner check` */
export function provisionerCommand(): Command {
  const provisioner = new Command('provisioner').description('the hosting: whether it does what is expected of it')
  provisioner.command('check')
    .description('asks the hosting of PERMANENCE_ALTERNC, point by point; without --write nothing is changed')
    .option('--account <login>', 'an account to read; with --write the one that is made for this, and for nothing else')
    .option('--domain <name>', 'with --write: a domain that is hosted nowhere yet')
    .option('--write', 'makes the account, does each thing twice, reads it back, and removes the domain')
    .option('--json', 'print one JSON object for each check, then one for all')
    .action(check)
  return provisioner
}

async function check({ account, domain, write = false, json }: Options) {
  if (write && (account === undefined || domain === undefined)) throw new Refusal('invalid', 'With --write, name the account to be made and a domain for it: --account LOGIN --domain NAME.')
  const clock = () => new Date()
  const { provisioner, close } = provisionerBy(configFrom(process.env).alternc, clock)
  if (!provisioner) throw new Refusal('invalid', 'No hosting is configured. Set PERMANENCE_ALTERNC; docs/alternc.md says how.')
  const signal = untilStopped()
  signal.addEventListener('abort', () => tell('Stopping: what was begun is finished, and the domain is removed. Once more stops at once.'), { once: true })
  try {
    const told = await tellEach(checks(provisioner, { login: account, domain: domain?.toLowerCase(), write, clock, signal }), json)
    tellAll({ ...told, ok: told.failed === 0 && !signal.aborted, stopped: signal.aborted }, json)
  }
  finally {
    await close()
  }
}

/** Tells each as soon as it is known; answers how many were kept, and what is left. */
async function tellEach(points: ReturnType<typeof checks>, json: boolean | undefined) {
  const counted = { passed: 0, failed: 0 }
  for (;;) {
    const next = await points.next()
    if (next.done) return { ...counted, left: next.value.left }
    counted[next.value.ok ? 'passed' : 'failed']++
    if (json) printJson(next.value)
    else print(lineOf(next.value))
  }
}

const lineOf = ({ check: name, ok, says, seconds }: Checked) => `${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s): ${says}`

type Summary = { passed: number, failed: number, ok: boolean, stopped: boolean, left: string[] }

function tellAll(summary: Summary, json: boolean | undefined) {
  const { passed, failed, ok, stopped, left } = summary
  if (json) printJson(summary)
  else print([`${passed} passed, ${failed} failed${stopped ? ', stopped before the end' : ''}.`, ...left.length === 0 ? [] : [`Left at the hosting, for somebody to remove: ${left.join('; ')}.`]].join(' '))
  if (!ok) process.exitCode = 1
}
