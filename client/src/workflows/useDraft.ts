import { computed, onScopeDispose, watch } from 'vue'
import { DraftAnswer, WorkflowVersions } from '../../../server/workflows/composing/contract.ts'
import { send } from '../http.ts'
import { makeKeeping, QUIET } from './draft-keeping.ts'

/** What is composed of a workflow: fetched once, saved by itself whenever nobody has typed for a moment. Nothing is published by it. */
export function useDraft(name: string) {
  const path = `/workflows/${encodeURIComponent(name)}`
  const keeping = makeKeeping(path)
  const { draft, state, failure, problems, savedAt, theirs, names, take, isKept, forget, adoptNames, later, save } = keeping

  async function load() {
    failure.value = undefined
    try { take(await send({ method: 'GET', path: `${path}/draft` }, DraftAnswer)) }
    catch (error) { failure.value = error }
  }

  /** Gives steps and questions the names that they have on the server, once nobody is at their words any more: texts use them. `except`: the step that somebody is at. */
  async function settleNames(except: string | undefined) {
    await save()
    adoptNames(except)
  }

  /** After a conflict: what somebody else has written, or what stands here over it. */
  async function settle(choice: 'theirs' | 'mine') {
    const answer = theirs.value
    if (!answer) return load()
    if (choice === 'theirs') return take(answer)
    forget(answer.savedAt)
    await save()
  }

  /** Publishes what is saved; what is typed from now on begins the next version. */
  async function publish(note: string) {
    await save()
    const answer = await send({ method: 'POST', path: `${path}/publish`, body: { seenAt: savedAt.value, note } }, WorkflowVersions)
    savedAt.value = null
    return answer
  }

  watch(draft, () => {
    if (!draft.value || state.value === 'conflict' || state.value === 'saving') return
    state.value = isKept() ? 'saved' : 'changed'
    if (state.value === 'changed') later(QUIET)
  }, { deep: true })
  onScopeDispose(() => void save(true))
  void load()

  /** What is to be said of a step, by its key; of the list as a whole, by nothing. */
  const problemsOf = (key: string | null) => problems.value.filter(({ step }) => key === null ? step === null : step !== null && names.value.get(key) === step)
  const errors = computed(() => problems.value.filter(({ level }) => level === 'error').length)
  return { draft, state, failure, problems, errors, savedAt, theirs, load, save, settle, settleNames, publish, problemsOf }
}

/** A draft that is being composed, and what can be done with it. */
export type Composing = ReturnType<typeof useDraft>
