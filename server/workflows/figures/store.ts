import type { Transaction } from '../../platform/db.ts'

/** Keeps the story of a run that is over, instead of one that an earlier rule told. */
export async function saveStory(db: Transaction, { runId, rule, story }: { runId: number, rule: number, story: object }) {
  const row = { rule, story: JSON.stringify(story) }
  await db('run_figures').insert({ run_id: runId, ...row }).onConflict('run_id').merge(row)
}
