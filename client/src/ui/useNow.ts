import { onScopeDispose, readonly, ref } from 'vue'

const now = ref(Date.now())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The time, every half minute: one clock for the whole page. */
export function useNow() {
  now.value = Date.now()
  users += 1
  timer ??= setInterval(() => { now.value = Date.now() }, 30_000)
  onScopeDispose(() => {
    users -= 1
    if (users > 0) return
    clearInterval(timer)
    timer = undefined
  })
  return readonly(now)
}
