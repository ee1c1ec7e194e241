import type { SimulatedDomain, SimulatedHosting } from './alternc.sim-state.ts'
import { writeZone } from './alternc.sim-zone.ts'

const MINUTE_MS = 60_000
const MAIL_JOB_MS = 5 * MINUTE_MS

const isDue = (since: number, now: number, every: number) => Math.floor(now / every) > Math.floor(since / every)
/** When the job came by, after `since`. */
const tickAfter = (since: number, every: number) => (Math.floor(since / every) + 1) * every

/**
 * Does what the jobs of the hosting have done by `now`: each minute what is new about domains, every five minutes the deletion of
 * mailboxes. They stand still while somebody holds the lock.
 */
export function catchUp(state: SimulatedHosting, now: number) {
  state.addresses = state.addresses.filter(({ action, since }) => action !== 'DELETE' || !isDue(since, now, MAIL_JOB_MS))
  if (now < state.lockedUntil) return
  for (const domain of [...state.domains]) catchUpOn(state, domain, now)
  for (const robot of state.robots) if (robot.action === 'UPDATE' && isDue(robot.since, now, MINUTE_MS)) Object.assign(robot, { action: 'OK', result: '0' })
}

function catchUpOn(state: SimulatedHosting, domain: SimulatedDomain, now: number) {
  if (domain.action === 'DELETE') return remove(state, domain, now)
  const entries = state.entries.filter(entry => entry.domain === domain.name)
  const due = [domain, ...entries].filter(({ action, since }) => action !== 'OK' && isDue(since, now, MINUTE_MS))
  if (due.length === 0) return
  const at = Math.max(state.lockedUntil, ...due.map(({ since }) => tickAfter(since, MINUTE_MS)))
  state.entries = state.entries.filter(entry => entry.action !== 'DELETE' || !due.includes(entry))
  for (const one of due) Object.assign(one, { action: 'OK', result: '0' })
  if (domain.hostsDns) writeZone(state, domain, at)
}

/** The row of a domain refuses to go while mailboxes that wait for their own job refer to it. */
function remove(state: SimulatedHosting, domain: SimulatedDomain, now: number) {
  if (!isDue(domain.since, now, MINUTE_MS) || state.addresses.some(address => address.domain === domain.name)) return
  state.domains = state.domains.filter(one => one !== domain)
  state.entries = state.entries.filter(entry => entry.domain !== domain.name)
  state.robots = state.robots.filter(robot => robot.domain !== domain.name)
}
