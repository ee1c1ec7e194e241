import type { Database } from '../../../platform/db.ts'
import type { Log } from '../../../platform/log.ts'
import type { Ports } from '../../ports.ts'
import type { Saying } from './message.ts'

/** What carrying out jobs works with. */
export type JobWorld = {
  database: Database
  clock: () => Date
  holder: string
  log: Log
  ports: Ports
  rehearsalPorts: Ports
  open: (sealed: string) => string
  saying: Saying
  /** How long a port may take; four minutes unless said otherwise. */
  patienceMs?: number
}
