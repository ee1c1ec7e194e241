import { Refusal } from '../../../platform/errors.ts'
import type { ActionPort, Call, ProbePort } from '../../../workflows/ports.ts'
import type { Access } from '../../mail-copy/account.ts'
import { copyMailbox } from '../../mail-copy/actions/copy.ts'
import { lastMessageIn } from '../../mail-copy/actions/quiet.ts'
import type { CopyWorld } from '../../mail-copy/actions/slice.ts'
import { CopyGiven, QuietGiven } from '../../mail-copy/contract.ts'
import { accessOf } from '../../mail-copy/queries.ts'
import { quietSince } from '../../mail-copy/quiet.ts'
import { asked } from '../../../workflows/asked.ts'

const HOUR_MS = 3_600_000

/**
 * `mail.copy`: brings the mail of one mailbox into another, slice after slice. Asked again in a later step, it brings what is new. It cannot be
 * taken back: what has arrived belongs to its member, and nothing was taken away at the source.
 */
export const mailCopyAction = (world: CopyWorld): ActionPort => ({
  takes: { needed: ['address'], optional: ['source', 'sourcePassword', 'destination', 'destinationPassword'] },
  gives: ['copied', 'bytes', 'found', 'skipped', 'folders', 'unmatched'],
  async ensure(call) {
    const { source: from, destination: to, address } = asked(CopyGiven, call.with)
    const given = from && to && { source: from, destination: to, sourcePassword: call.with['sourcePassword'], destinationPassword: call.with['destinationPassword'] }
    const access = given ?? await knownTo(world, call, address)
    const source = { ...access.source, password: await call.secret(access.sourcePassword) }
    const destination = { ...access.destination, password: await call.secret(access.destinationPassword) }
    const stands = await copyMailbox(world, { pass: call.key, runId: call.run.id, address, source, destination, access }, call.signal)
    return 'result' in stands ? { done: stands.result } : stands
  },
})

async function knownTo({ database }: CopyWorld, { run }: Call, address: string): Promise<Access> {
  const access = await accessOf(database.reader, { runId: run.id, address })
  if (!access) throw new Refusal('invalid', `This run has copied nothing for ${address} yet: say where its mailboxes are`)
  return access
}

/** `mail.quiet`: passes when nothing new has come to the source for so many hours; junk and what lies in the trash do not count. */
export const mailQuietProbe = (world: CopyWorld): ProbePort => ({
  takes: { needed: [], optional: ['address', 'source', 'sourcePassword', 'hours'] },
  gives: ['last', 'hours'],
  async look(call) {
    const { source, address, hours } = asked(QuietGiven, call.with)
    const access = source ? { source, sourcePassword: call.with['sourcePassword'] } : await knownTo(world, call, address ?? '')
    const account = { ...access.source, password: await call.secret(access.sourcePassword) }
    const last = await lastMessageIn(world, account, { // Servers search by days of their own.
      since: new Date(call.now - (hours + 24) * HOUR_MS), signal: call.signal })
    return quietSince({ last, hours, now: call.now })
  },
})
