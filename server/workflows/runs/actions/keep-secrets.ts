import type { Context } from '../../../platform/context.ts'
import type { Field } from '../../definition/schema.ts'
import type { Path, Result, SecretMark } from '../../engine/progress.ts'
import { insertSecret } from '../store.ts'

/** What sealing needs of the installation. */
export type Keeping = { seal: (text: string) => string }

/** The answers with their secrets taken out: what is left in their place says where each is kept. Nothing else ever sees them in clear. */
export async function keepSecrets({ db, now }: Context, { runId, path, fields, values }: { runId: number, path: Path, fields: readonly Field[], values: Result }, { seal }: Keeping): Promise<Result> {
  const kept: Record<string, unknown> = { ...values }
  for (const { name, type } of fields) {
    const value = values[name]
    if (type !== 'secret' || typeof value !== 'string') continue
    kept[name] = { secret: await insertSecret(db, { runId, path, field: name, sealed: seal(value), at: now.getTime() }) } satisfies SecretMark
  }
  return kept
}
