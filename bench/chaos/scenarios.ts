import type { Scenario } from './scenario.ts'
import { databaseLocked, databaseReadOnly, databaseRestarted } from './scenarios/database.ts'
import { diskFull } from './scenarios/disk-full.ts'
import { kills } from './scenarios/kills.ts'
import { expunged, mailboxRestarted, renumbered, silence } from './scenarios/mailbox.ts'
import { mailServer } from './scenarios/mail-server.ts'

/** Everything that is made to go wrong, in the order it is played. */
export const scenarios: readonly Scenario[] = [kills, mailboxRestarted, renumbered, expunged, silence, databaseRestarted, databaseReadOnly, databaseLocked, mailServer, diskFull]
