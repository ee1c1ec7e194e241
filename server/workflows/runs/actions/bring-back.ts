import type { Context } from '../../../platform/context.ts'
import type { Path, Result, SecretMark } from '../../engine/progress.ts'
import { insertSecret, removeSecrets } from '../store.ts'
import type { Keeping } from './keep-secrets.ts'
import { tellRun } from './tell.ts'

/** What an act brought back: its result, and what of it nobody may see. */
export type BroughtBack = { runId: number, path: Path, round: number, result: Result, secrets: Readonly<Record<string, string>> }

/** Tells a run what an act brought back, its secrets sealed. Nothing of them is kept when nobody waits for it any more. */
export async function bringBack(context: Context, { runId, path, round, result, secrets }: BroughtBack, { seal }: Keeping) {
  const kept: Record<string, number> = {}
  for (const [field, value] of Object.entries(secrets)) kept[field] = await insertSecret(context.db, { runId, path, field, sealed: seal(value), at: context.now.getTime() })
  const marks = Object.fromEntries(Object.entries(kept).map(([name, secret]) => [name, { secret } satisfies SecretMark]))
  const told = await tellRun(context, runId, { type: 'acted', path, round, result: { ...result, ...marks } })
  if (!told) await removeSecrets(context.db, Object.values(kept))
}
