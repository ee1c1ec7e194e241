import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Provisioner } from '../provisioners/ports.ts'
import { simulatedAlternc, type SimulatedAlternc } from './alternc.sim.ts'
import { emptyHosting, type SimulatedHosting } from './alternc.sim-state.ts'

type Settings = { clock: () => Date, lenient?: boolean }

/** A simulated hosting that is kept in a file: read anew at each call, so that whoever is killed or works beside finds it as it is. */
export function keptAlternc(path: string, settings: Settings): Provisioner & Pick<SimulatedAlternc, 'answers'> {
  const opened = () => simulatedAlternc({ ...settings, state: stateIn(path), keep: state => keep(path, state) })
  return {
    name: 'alternc',
    health: signal => opened().health(signal),
    find: (by, signal) => opened().find(by, signal),
    createAccount: (account, password, signal) => opened().createAccount(account, password, signal),
    read: (id, signal) => opened().read(id, signal),
    apply: (id, change, how) => opened().apply(id, change, how),
    passwordHash: (id, address, signal) => opened().passwordHash(id, address, signal),
    answers: (server, question) => opened().answers(server, question),
  }
}

function stateIn(path: string): SimulatedHosting {
  try { return JSON.parse(readFileSync(path, 'utf8')) as SimulatedHosting }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyHosting()
    throw error
  }
}

/** Aside first: killed while writing, the former state stands. */
function keep(path: string, state: SimulatedHosting) {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, JSON.stringify(state))
  renameSync(draft, path)
}
