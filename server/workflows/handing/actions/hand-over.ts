import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { ToMember } from '../../ports.ts'
import { remember } from '../../runs/actions/conduct.ts'
import type { Keeping } from '../../runs/actions/keep-secrets.ts'
import { lockRun, sealedOf, type Run } from '../../runs/store.ts'
import { insertHandOver, lastHanded, lockSealed, saveSeen, withdraw } from '../store.ts'
import type { HandOver, SeenBy } from '../hand-over.ts'

const DAY_MS = 86_400_000

const aboutTicket = ({ ticketId }: Run) => ticketId === null ? {} : { ticketId }

async function runOf({ db }: Context, id: number): Promise<Run> {
  const run = await lockRun(db, id)
  if (!run) throw new Refusal('not-found', 'There is no such run')
  return run
}

/** Hands a secret to the run’s member: a sealed copy of its own, which is there until it was seen or its date has come, whatever becomes of the run. */
export async function handToMember(context: Context, { runId, path, handed }: { runId: number, path: string, handed: ToMember }, { seal }: Keeping) {
  const run = await runOf(context, runId)
  const { secretId, kind, label, days } = handed
  const at = context.now.getTime() + run.aheadMs
  await withdraw(context.db, { runId, path }, at)
  await insertHandOver(context.db, { runId, path, secretId, kind, label, sealed: seal(handed.secret), createdAt: at, expiresAt: at + days * DAY_MS })
  await log(context, { did: 'run.secret-handed-over', runId, path, days, ...aboutTicket(run) })
}

/** The same once more, for as long as at first: it was lost, or seen by somebody else. Refused once the run’s own secret is destroyed. */
export async function handAnew(context: Context, { runId, path }: Pick<HandOver, 'runId' | 'path'>) {
  const run = await runOf(context, runId)
  const before = await lastHanded(context.db, { runId, path })
  if (!before) throw new Refusal('not-found', 'This step has handed nothing over')
  const secret = await sealedOf(context.db, { runId, secretId: before.secretId })
  if (!secret) throw new Refusal('conflict', 'The secret has been destroyed: a new one must be chosen')
  const at = context.now.getTime() + run.aheadMs
  const { kind, label, secretId } = before
  const lastsMs = before.expiresAt - before.createdAt
  await withdraw(context.db, { runId, path }, at)
  await insertHandOver(context.db, { runId, path, secretId, kind, label, sealed: secret.sealed, createdAt: at, expiresAt: at + lastsMs })
  await remember(context, run, { type: 'handed-anew', path })
  await log(context, { did: 'run.secret-handed-over', runId, path, days: Math.round(lastsMs / DAY_MS), ...aboutTicket(run) })
}

/**
 * Shows a secret to whoever came first, and to nobody else: it is destroyed and noted before it is shown, so that nothing is ever shown twice.
 * If the answer is lost on its way, an agent hands it over anew. Answers undefined when it was seen, or its date is over.
 */
export async function seeOnce(context: Context, { id, runId, path }: HandOver, { by, open }: { by: SeenBy, open: (sealed: string) => string }): Promise<string | undefined> {
  const run = await runOf(context, runId)
  const kept = await lockSealed(context.db, id)
  const at = context.now.getTime() + run.aheadMs
  if (!kept || kept.expiresAt <= at) return undefined
  const secret = open(kept.sealed)
  await saveSeen(context.db, id, { at, by })
  await remember({ ...context, actor: { kind: 'system', name: 'portal' } }, run, { type: 'secret-taken', path })
  await log(context, { did: 'run.secret-taken', runId, path, by, ...aboutTicket(run) })
  return secret
}
