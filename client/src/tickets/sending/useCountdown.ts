import { computed, onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { serverNow } from '../../server-clock.ts'
import { secondsLeft } from './sending-state.ts'

const TICK = 250

/** The seconds until an instant of the server's clock; `onEnd` is called when it has come. */
export function useCountdown(until: MaybeRefOrGetter<number | null>, onEnd: () => void) {
  const now = ref(serverNow())
  let timer: ReturnType<typeof setInterval> | undefined
  const seconds = computed(() => secondsLeft(toValue(until) ?? 0, now.value))

  function tick() {
    now.value = serverNow()
    if (seconds.value > 0) return
    clearInterval(timer)
    onEnd()
  }
  watch(() => toValue(until), (instant) => {
    clearInterval(timer)
    now.value = serverNow()
    if (instant !== null && seconds.value > 0) timer = setInterval(tick, TICK)
  }, { immediate: true })
  onScopeDispose(() => clearInterval(timer))

  return { seconds, left: computed(() => Math.max(0, (toValue(until) ?? 0) - now.value)) }
}
