import { ref } from 'vue'
import { DraftAnswer, type Draft, type DraftProblem } from '../../../server/workflows/composing/contract.ts'
import { HttpFailure, send } from '../http.ts'
import { draftOf, keysOf, namesIn, ownDraft, withNames, type Keys, type OwnDraft } from './own-draft.ts'

/** For how long nobody has typed before it is saved. */
export const QUIET = 700
const AGAIN = 5_000

/** saved: the server has it · changed: it will in a moment · conflict: somebody else has saved another, and one of them must go. */
export type SaveState = 'saved' | 'changed' | 'saving' | 'failed' | 'conflict'

const isConflict = (error: unknown) => error instanceof HttpFailure && error.code === 'conflict'

/** What is known here of a draft, and of what the server has of it. */
function makeKnown() {
  const draft = ref<OwnDraft>()
  const [state, failure, problems, savedAt, theirs] = [ref<SaveState>('saved'), ref<unknown>(), ref<DraftProblem[]>([]), ref<number | null>(null), ref<DraftAnswer>()]
  // The names that the server has given to steps and questions, by the keys that they have here.
  const names = ref<ReadonlyMap<string, string>>(new Map())
  let kept = ''

  const text = () => draft.value ? JSON.stringify(draftOf(draft.value)) : ''
  const isKept = () => text() === kept

  function hear(answer: DraftAnswer, keys: Keys, sent = text()) {
    names.value = namesIn(answer.draft, keys)
    problems.value = answer.problems
    savedAt.value = answer.savedAt
    kept = sent
  }

  function take(answer: DraftAnswer) {
    theirs.value = undefined
    draft.value = ownDraft(answer.draft)
    hear(answer, keysOf(draft.value))
    state.value = 'saved'
  }

  /** What the server has may be written over, if it is still what was saved then. */
  function forget(seenAt: number | null) {
    savedAt.value = seenAt
    theirs.value = undefined
    state.value = 'changed'
    kept = ''
  }

  /** Gives steps and questions the names that they have on the server, which is no change; but for the step that somebody is at. */
  function adoptNames(except: string | undefined) {
    if (!draft.value) return
    const wasKept = isKept()
    draft.value = withNames(draft.value, names.value, except)
    if (wasKept) kept = text()
  }

  return { draft, state, failure, problems, savedAt, theirs, names, text, isKept, hear, take, forget, adoptNames }
}

/** Keeps a draft on the server: one saving at a time, again when it could not be reached, never over what somebody else has saved. */
export function makeKeeping(path: string) {
  const known = makeKnown()
  const { draft, state, savedAt, theirs, text, isKept, hear } = known
  let timer: ReturnType<typeof setTimeout> | undefined
  let atWork: Promise<void> | undefined

  function later(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), ms)
  }

  async function put(own: OwnDraft, keepalive: boolean) {
    const [sent, keys] = [text(), keysOf(own)]
    state.value = 'saving'
    try {
      hear(await send({ method: 'PUT', path: `${path}/draft`, body: { draft: JSON.parse(sent) as Draft, seenAt: savedAt.value }, keepalive }, DraftAnswer), keys, sent)
      state.value = isKept() ? 'saved' : 'changed'
    }
    catch (error) { await failed(error) }
    if (state.value === 'changed') later(QUIET)
  }

  async function failed(error: unknown) {
    state.value = isConflict(error) ? 'conflict' : 'failed'
    if (isConflict(error)) theirs.value = await send({ method: 'GET', path: `${path}/draft` }, DraftAnswer).catch(() => undefined)
    else later(AGAIN)
  }

  /** Saves now what is not saved yet, and answers when the server has it. */
  async function save(keepalive = false) {
    clearTimeout(timer)
    await atWork
    if (!draft.value || state.value === 'conflict' || isKept()) return
    atWork = put(draft.value, keepalive).finally(() => { atWork = undefined })
    await atWork
  }

  return { ...known, later, save }
}
