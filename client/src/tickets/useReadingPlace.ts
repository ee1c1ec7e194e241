import { computed, nextTick, onScopeDispose, ref, watch, type Ref } from 'vue'
import type { TicketDetail } from '../../../server/tickets/contract.ts'

const NEAR = 80
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

const last = (detail: TicketDetail | undefined) => detail?.messages.at(-1)?.id

/** Where the reader is in a ticket: it opens at its latest message, and what comes later is told without moving the page. */
export function useReadingPlace(scroller: Readonly<Ref<HTMLElement | null>>, detail: Readonly<Ref<TicketDetail | undefined>>) {
  const seen = ref<number>()
  const ticketId = computed(() => detail.value?.ticket.id)
  // A message that was taken back is no news.
  const below = computed(() => (last(detail.value) ?? 0) > (seen.value ?? 0))

  function toLatest() {
    seen.value = last(detail.value)
    // What the team noted after it follows below.
    const messages = scroller.value?.querySelectorAll<HTMLElement>('[data-message="said"]')
    messages?.[messages.length - 1]?.scrollIntoView({ block: 'start' })
  }
  function toMessage(id: number) {
    const message = scroller.value?.querySelector<HTMLElement>(`#message-${id}`)
    // It may be folded away in a side thread.
    message?.closest('details')?.setAttribute('open', '')
    message?.scrollIntoView({ block: 'start' })
    message?.focus({ preventScroll: true })
  }
  /** Where one's own words come to stand. */
  function toEnd() {
    if (scroller.value) scroller.value.scrollTop = scroller.value.scrollHeight
  }
  const atEnd = ({ scrollHeight, scrollTop, clientHeight }: Element) => scrollHeight - scrollTop - clientHeight < NEAR
  function onScroll() {
    if (scroller.value && atEnd(scroller.value)) seen.value = last(detail.value)
  }

  // What stands beside it comes a moment later: until the reader does something, the latest message is where it opens.
  let untouched = false
  const sizes = new ResizeObserver(() => { if (untouched) toLatest() })
  const touch = () => { untouched = false }
  for (const type of TOUCHES) addEventListener(type, touch, { capture: true, passive: true })
  onScopeDispose(() => {
    sizes.disconnect()
    for (const type of TOUCHES) removeEventListener(type, touch, { capture: true })
  })

  watch([ticketId, scroller], async ([id, element]) => {
    if (id === undefined || !element) return
    await nextTick()
    element.scrollTop = 0
    seen.value = last(detail.value)
    untouched = (detail.value?.messages.length ?? 0) > 1
    if (untouched) toLatest()
    sizes.disconnect()
    sizes.observe(element)
  }, { flush: 'post' })
  // Whoever reads at the end goes on reading at the end.
  watch(() => last(detail.value), async () => {
    const element = scroller.value
    if (!element || !atEnd(element)) return
    await nextTick()
    element.scrollTop = element.scrollHeight
    seen.value = last(detail.value)
  })

  return { below, toLatest, toMessage, toEnd, onScroll }
}
