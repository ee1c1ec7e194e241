import type { z } from 'zod'
import { Refusal } from '../../../platform/errors.ts'
import type { ActionPort, Call, ProbePort } from '../../../workflows/ports.ts'
import { copyMailbox } from '../../mail-copy/actions/copy.ts'
import { lastMessageIn } from '../../mail-copy/actions/quiet.ts'
import type { CopyWorld } from '../../mail-copy/actions/slice.ts'
import { CopyGiven, QuietGiven } from '../../mail-copy/contract.ts'
import { quietSince } from '../../mail-copy/quiet.ts'

const HOUR_MS = 3_600_000

/** What a step gives, read; what cannot be meant is refused in words. */
function readAs<T>(shape: z.ZodType<T>, given: Call['with']): T {
  const read = shape.safeParse(given)
  if (read.success) return read.data
  throw new Refusal('invalid', read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}

/**
 * `mail.copy`: brings the mail of one mailbox into another, slice after slice. Asked again in a later step, it brings what is new. It cannot be
 * taken back: what has arrived belongs to its member, and nothing was taken away at the source.
 */
export const mailCopyAction = (world: CopyWorld): ActionPort => ({
  takes: { needed: ['source', 'sourcePassword', 'destination', 'destinationPassword', 'address'] },
  gives: ['copied', 'bytes', 'found', 'skipped', 'folders', 'unmatched'],
  async ensure(call) {
    const { source, destination, address } = readAs(CopyGiven, call.with)
    const [from, to] = [{ ...source, password: await call.secret(call.with['sourcePassword']) }, { ...destination, password: await call.secret(call.with['destinationPassword']) }]
    const stands = await copyMailbox(world, { pass: call.key, runId: call.run.id, address, source: from, destination: to }, call.signal)
    return 'result' in stands ? { done: stands.result } : stands
  },
})

/** `mail.quiet`: passes when nothing new has come to the source for so many hours; junk and what lies in the trash do not count. */
export const mailQuietProbe = (world: CopyWorld): ProbePort => ({
  takes: { needed: ['source', 'sourcePassword'], optional: ['hours'] },
  gives: ['last', 'hours'],
  async look(call) {
    const { source, hours } = readAs(QuietGiven, call.with)
    const account = { ...source, password: await call.secret(call.with['sourcePassword']) }
    const last = await lastMessageIn(world, account, { // Servers search by days of their own.
      since: new Date(call.now - (hours + 24) * HOUR_MS), signal: call.signal })
    return quietSince({ last, hours, now: call.now })
  },
})
