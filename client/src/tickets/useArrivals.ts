import { computed, ref, watch, type Ref } from 'vue'
import type { TicketRow } from '../../../server/tickets/contract.ts'

const AT_TOP = 40

/**
 * What came in above while the reader was further down: the browser keeps what is read in its place, and a quiet button tells.
 * `isNew` lines say so once with their colour.
 */
export function useArrivals(rows: Readonly<Ref<TicketRow[]>>, question: Readonly<Ref<string>>) {
  const known = new Set<number>()
  const fresh = ref(new Set<number>())
  const above = ref(new Set<number>())
  const scrolled = ref(false)
  let asked: string | undefined

  watch([rows, question], ([now, which]) => {
    const firstAnswer = asked !== which || known.size === 0
    const lastKnown = now.findLastIndex(row => known.has(row.id))
    // What follows the last known line is the next page, not news.
    const arrived = firstAnswer ? [] : now.slice(0, Math.max(0, lastKnown)).filter(row => !known.has(row.id)).map(row => row.id)
    if (firstAnswer) known.clear()
    for (const row of now) known.add(row.id)
    fresh.value = new Set(arrived.length ? arrived : fresh.value)
    above.value = firstAnswer || !scrolled.value ? new Set() : new Set([...above.value, ...arrived])
    if (now.length) asked = which
  }, { immediate: true })

  function onScroll(event: Event) {
    scrolled.value = event.target instanceof Element && event.target.scrollTop > AT_TOP
    if (!scrolled.value && above.value.size) above.value = new Set()
  }

  return { isNew: (id: number) => fresh.value.has(id), above: computed(() => above.value.size), onScroll }
}
