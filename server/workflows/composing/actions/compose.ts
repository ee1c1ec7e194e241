import { stringify } from 'yaml'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { publish, type Published } from '../../publishing/actions/publish.ts'
import { currentDefinition } from '../../publishing/queries.ts'
import { lockDraft, removeDraft, saveDraft } from '../../publishing/store.ts'
import { Draft } from '../contract.ts'
import { definitionOfDraft, draftOf } from '../drafting.ts'
import { withNames } from '../naming.ts'
import { problemsOfDraft } from '../problems.ts'

/** Keeps what somebody composes, however unfinished. Nothing changes for anybody else until it is published. `seenAt` is when it was saved as they saw it. */
export async function keepDraft({ db, now, actor }: Context, name: string, { draft, seenAt }: { draft: Draft, seenAt: number | null }) {
  const before = await lockDraft(db, name)
  refuseUnseen(before?.savedAt ?? null, seenAt)
  const definition = before ? undefined : await currentDefinition(db, name)
  if (definition && !draftOf(definition)) throw new Refusal('conflict', `“${name}” has branches, probes or actions: it is changed in its YAML`, { why: 'not-a-list' })
  // Two savings are told apart by their instants.
  const at = Math.max(now.getTime(), (before?.savedAt ?? 0) + 1)
  await saveDraft(db, name, { draft: JSON.stringify(withNames(draft)), at, agentId: actor.kind === 'agent' ? actor.id : null })
}

/** Publishes what is saved: new runs are of it. */
export async function publishDraft(context: Context, name: string, { seenAt, note }: { seenAt: number | null, note: string }): Promise<Published> {
  const { db } = context
  const saved = await lockDraft(db, name)
  if (!saved) throw new Refusal('conflict', 'Nothing has changed since it was published', { why: 'no-draft' })
  refuseUnseen(saved.savedAt, seenAt)
  const draft = withNames(Draft.parse(JSON.parse(saved.draft)))
  const problems = problemsOfDraft(name, draft)
  const error = problems.find(({ level }) => level === 'error')
  if (error) throw new Refusal('invalid', error.says, { problems })
  const published = await publish(context, { yaml: stringify(definitionOfDraft(name, draft), { lineWidth: 0 }), from: 'console', note })
  await removeDraft(db, name)
  return published
}

/** What was composed and not published is gone. */
export async function discardDraft({ db }: Context, name: string) {
  if (!await lockDraft(db, name)) throw new Refusal('not-found', 'There is no draft of this workflow')
  await removeDraft(db, name)
}

function refuseUnseen(savedAt: number | null, seenAt: number | null) {
  if (savedAt !== seenAt) throw new Refusal('conflict', 'Somebody else has changed it meanwhile', { why: 'changed' })
}
