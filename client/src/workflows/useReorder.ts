import { nextTick, ref } from 'vue'

type Options = { count: () => number, move: (from: number, to: number) => void, list: () => HTMLElement | null }

/** Lets the lines of a list be put in another order: dragged by their grips, by mouse or finger, or moved by the arrow keys while a grip has the focus. */
export function useReorder({ count, move, list }: Options) {
  const dragged = ref<number>()

  const lines = () => [...list()?.children ?? []]
  /** The line whose middle has been passed. */
  function placeAt(y: number, from: number): number {
    const middles = lines().map((line) => {
      const { top, height } = line.getBoundingClientRect()
      return top + height / 2
    })
    return middles.filter((middle, i) => i !== from && middle < y).length
  }

  function grab(event: PointerEvent, index: number) {
    if (event.button !== 0) return
    event.preventDefault()
    dragged.value = index
    const follow = ({ clientY }: PointerEvent) => {
      const from = dragged.value
      if (from === undefined) return
      const to = placeAt(clientY, from)
      if (to === from) return
      move(from, to)
      dragged.value = to
    }
    // At the window: the grip itself is taken out of the page and put back whenever its line moves.
    const listening = new AbortController()
    const drop = () => {
      dragged.value = undefined
      listening.abort()
    }
    addEventListener('pointermove', follow, { signal: listening.signal })
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, drop, { signal: listening.signal })
  }

  /** By one place; the grip keeps the focus, wherever its line goes. */
  async function step(index: number, by: -1 | 1, button?: EventTarget | null) {
    if (index + by < 0 || index + by >= count()) return
    move(index, index + by)
    await nextTick()
    if (button instanceof HTMLElement) button.focus()
  }

  return { dragged, grab, step }
}
