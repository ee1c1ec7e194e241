import { forgetSignIns } from '../server/accounts/actions/forget-sign-ins.ts'
import { forgetTakenIn } from '../server/channels/mail/limiting/actions.ts'
import { forgetFiles } from '../server/channels/redaction/actions/forget-files.ts'
import { forgetSurveys } from '../server/dns/survey/actions/forget.ts'
import { forgetEvents } from '../server/platform/feed.ts'
import { forgetDrafts } from '../server/tickets/drafts/actions/forget-drafts.ts'
import { forgetPresence } from '../server/tickets/presence/actions.ts'
import { forgetCopies } from '../server/transfer/mail-copy/actions/forget.ts'
import { forgetHandOvers } from '../server/workflows/handing/actions/forget.ts'
import { keepStories } from '../server/workflows/figures/actions/keep-stories.ts'
import { forgetActs } from '../server/workflows/own/actions/forget-acts.ts'
import { forgetRehearsals } from '../server/workflows/runs/actions/forget-rehearsals.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const EVERY_MS = 10 * 60_000
const EVENTS_KEPT_MS = 30 * 24 * 3600_000
const DRAFTS_KEPT_MS = 24 * 3600_000

/** Forgets what must be forgotten: ended sessions, files nobody sent, who has left, events everybody has read, who sent how much, secrets that no member came for, old rehearsals and surveys, bytes whose writing was interrupted. Keeps what runs that are over came to. */
export const housekeeping: Worker = async ({ database, blobs, holder, clock, log }, signal) => {
  const lease = leaseOn({ database, name: 'housekeeping', holder, clock })
  const ago = (ms: number) => new Date(clock().getTime() - ms)
  await loop(async () => {
    if (!await lease.isOurs()) return 'idle'
    await database.transaction(db => forgetSignIns({ db, now: clock() }))
    await database.transaction(db => forgetDrafts({ db, now: clock() }))
    await database.transaction(db => forgetPresence({ db, now: clock() }))
    await database.transaction(db => forgetTakenIn({ db, now: clock() }))
    await database.transaction(db => forgetActs({ db, now: clock() }))
    await database.transaction(db => forgetHandOvers({ db, now: clock() }))
    await database.transaction(db => forgetCopies({ db, now: clock() }))
    const rehearsals = await database.transaction(db => forgetRehearsals({ db, now: clock() }))
    const surveys = await database.transaction(db => forgetSurveys({ db, now: clock() }))
    const stories = await keepStories({ database, now: clock() })
    await forgetFiles({ database, blobs })
    await blobs.forgetDrafts(ago(DRAFTS_KEPT_MS))
    const events = await forgetEvents(database, ago(EVENTS_KEPT_MS))
    return events + rehearsals + surveys + stories > 0 ? 'again' : 'idle'
  }, { idleMs: EVERY_MS, failMs: EVERY_MS, signal, onError: error => log.error({ err: error }, 'Housekeeping failed; it tries again later') })
  await lease.release()
}
