import { computed, onScopeDispose, ref } from 'vue'

const RECENTLY = 30_000

/** Whether somebody is writing: there is text and the cursor is in it, or it was typed in within the last half minute. */
export function useTyping(hasText: () => boolean) {
  const focused = ref(false)
  const recent = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function typed() {
    recent.value = true
    clearTimeout(timer)
    timer = setTimeout(() => { recent.value = false }, RECENTLY)
  }
  onScopeDispose(() => clearTimeout(timer))

  return { focused, typed, writing: computed(() => hasText() && (focused.value || recent.value)) }
}
