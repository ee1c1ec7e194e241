import { computed } from 'vue'
import type { StepView } from '../../../server/workflows/contract.ts'
import { useSession } from '../accounts/session.ts'
import { useRoleWords } from '../accounts/roleWords.ts'
import { firstName } from '../tickets/presence/present.ts'
import { lasting, soon } from '../ui/time.ts'
import { everyWords } from './every.ts'
import { moveOf } from './move.ts'
import { useToldRun } from './run-context.ts'
import { useRunNow } from './useRunNow.ts'
import { useRunWords } from './useRunWords.ts'

/** Who is at the next move of a step, in words, and the dates that belong to it. */
export function useMove(step: () => StepView) {
  const { t, locale } = useRunWords()
  const { agent } = useSession()
  const role = useRoleWords()
  const detail = useToldRun()
  const now = useRunNow(() => detail().run)
  const move = computed(() => moveOf(step(), detail().run.owner, { id: agent.value?.id, role: agent.value?.role }))

  const member = () => firstName(detail().member?.name ?? '') || detail().member?.address || t('move.someMember')
  /** An hour that has come is an hour that comes now: whoever works at it is on the way. */
  const time = (at: number | null) => at === null || at <= now.value ? t('move.soon') : soon(at, now.value, locale.value)
  const blanks = computed(() => {
    const { role: asked, at, every } = step()
    return {
      name: move.value === 'member' ? member() : firstName(detail().run.owner?.name ?? ''), role: asked ? role(asked) : '', when: time(at),
      every: every === null ? '' : everyWords(every, locale.value),
    }
  })

  /** When the machine looks, and until when. */
  function looks() {
    const { state, at, every, deadline } = step()
    if (state === 'asked' && every !== null) return [t('move.alsoEvery', { every: everyWords(every, locale.value) })]
    if (state !== 'looking') return []
    return [...at !== null && at > now.value ? [t('move.soonAt', { when: time(at) })] : [], ...deadline === null ? [] : [t('move.until', { when: time(deadline) })]]
  }

  const dates = computed(() => {
    const { dueAt, escalatedTo } = step()
    const dates = looks().map(words => ({ words, late: false }))
    if (dueAt !== null) dates.push(dueAt > now.value ? { words: t('move.due', { when: time(dueAt) }), late: false } : { words: t('move.late', { time: lasting(dueAt, now.value, locale.value) }), late: true })
    if (escalatedTo !== null) dates.push({ words: t('move.escalated', { role: role(escalatedTo) }), late: true })
    return dates
  })

  return { move, words: computed(() => move.value ? t(`move.${move.value}`, blanks.value) : t(`step.state.${step().state}`)), dates }
}
