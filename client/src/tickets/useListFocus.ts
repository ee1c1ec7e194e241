import { nextTick, type Ref } from 'vue'

/** Moving through the list by keyboard: focus goes from line to line, as a reader of the screen expects. */
export function useListFocus(list: Readonly<Ref<HTMLElement | null>>) {
  const lines = () => [...list.value?.querySelectorAll<HTMLElement>('a[href]') ?? []]

  /** The line that has the focus, else the one that is open. */
  function here(all: HTMLElement[]): number {
    const focused = all.indexOf(document.activeElement as HTMLElement)
    return focused === -1 ? all.findIndex(line => line.hasAttribute('aria-current')) : focused
  }

  function move(step: 1 | -1) {
    const all = lines()
    const at = here(all)
    const next = all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]
    next?.focus({ preventScroll: true })
    next?.scrollIntoView({ block: 'nearest' })
  }

  /** Back to where one was in the list. */
  async function enter() {
    await nextTick()
    const all = lines()
    all[Math.max(0, here(all))]?.focus()
  }

  return { move, enter }
}
