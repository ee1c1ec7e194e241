import type { Database } from '../../../platform/db.ts'
import { storyFor, untold } from '../queries.ts'
import { saveStory } from '../store.ts'
import { RULE } from '../story.ts'

const AT_ONCE = 50

/** Tells the stories of runs that are over and keeps them, so that the figures of a year are there at once. Answers how many: what is left comes next time. */
export async function keepStories({ database, now }: { database: Database, now: Date }): Promise<number> {
  const runs = await untold(database.reader, AT_ONCE)
  for (const run of runs) {
    const story = await storyFor(database.reader, run, now.getTime())
    await database.transaction(db => saveStory(db, { runId: run.id, rule: RULE, story }))
  }
  return runs.length
}
