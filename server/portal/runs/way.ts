import { say } from '../../workflows/definition/conditions.ts'
import { summaryOf } from '../../workflows/runs/summary.ts'
import type { PortalLocale } from '../words.ts'
import type { MemberRun } from './run.ts'
import { filledIn, runWordsIn } from './words.ts'

/** The phases of a run that goes on as a picture of the way: which it is in, and what there is to say of it. Null where its workflow has none, or it is over. */
export function wayOf({ definition, progress }: Pick<MemberRun, 'definition' | 'progress'>, locale: PortalLocale) {
  const { phases } = definition
  const now = progress.state === 'running' ? phases.findIndex(({ id }) => id === summaryOf(definition, progress).phase) : -1
  const phase = phases[now]
  if (!phase || phases.length < 2) return null
  const title = say(phase.title, {})[locale]
  return {
    words: filledIn(runWordsIn[locale].part, { nth: now + 1, of: phases.length, title }),
    says: phase.says ? say(phase.says, { start: progress.start })[locale] : '',
    parts: phases.map((one, i) => ({ title: say(one.title, {})[locale], state: i < now ? 'done' : i === now ? 'now' : 'next' })),
  }
}
