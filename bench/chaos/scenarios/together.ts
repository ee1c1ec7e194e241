import type { Scenario } from '../scenario.ts'
import { databaseLocked, databaseReadOnly, databaseRestarted } from './database.ts'
import { kills } from './kills.ts'
import { expunged, mailboxRestarted, renumbered } from './mailbox.ts'
import { mailServer } from './mail-server.ts'

const ACCIDENTS = [kills, mailboxRestarted, databaseRestarted, renumbered, databaseReadOnly, expunged, databaseLocked, mailServer]

/** The accidents that take little time, one after the other, on one installation: for the tests. */
export const together: Scenario = {
  name: 'together',
  what: 'everything that is quickly done, one after the other',
  engines: ['sqlite', 'mysql'],
  flow: (_, mails) => ({ mails, large: 0, answers: mails / 4, forMs: 9000 }),
  async play(world) {
    for (const accident of ACCIDENTS.filter(({ engines }) => engines.includes(world.engine))) await accident.play(world, 'small')
  },
  ending: world => mailServer.ending?.(world),
}
