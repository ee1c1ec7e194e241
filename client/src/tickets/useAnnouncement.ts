import { onScopeDispose, ref } from 'vue'
import { useI18n } from 'vue-i18n'

const SPARING = 15_000

/** Tells who cannot see the list that tickets have arrived: politely, and not more than four times a minute. */
export function useAnnouncement() {
  const { t } = useI18n()
  const said = ref('')
  const arrived = new Set<number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function say() {
    timer = undefined
    if (arrived.size === 0) return
    said.value = t('list.arrived', arrived.size)
    arrived.clear()
    timer = setTimeout(say, SPARING)
  }
  function announce(ids: number[]) {
    for (const id of ids) arrived.add(id)
    if (timer === undefined) say()
  }
  onScopeDispose(() => clearTimeout(timer))

  return { said, announce }
}
