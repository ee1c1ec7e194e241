import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue'
import { neighbour, type Direction, type Places } from './moving.ts'
import type { useSelection } from './useSelection.ts'

const ARROWS: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }

type Board = { places: ComputedRef<Places>, root: Readonly<Ref<HTMLElement | null>>, selection: ReturnType<typeof useSelection> }

/** The board by keyboard: arrows go from card to card, with Shift they choose what they pass, the space bar chooses; one card at a time is a stop of Tab. */
export function useBoardMoves({ places, root, selection }: Board) {
  const at = ref<number>()
  const current = computed(() => places.value.some(column => at.value !== undefined && column.includes(at.value)) ? at.value : places.value.find(column => column.length > 0)?.[0])

  async function goTo(id: number | undefined) {
    if (id === undefined) return
    at.value = id
    await nextTick()
    const link = root.value?.querySelector<HTMLElement>(`[data-run="${id}"] a`)
    link?.focus({ preventScroll: true })
    link?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }
  const focused = () => Number(document.activeElement?.closest<HTMLElement>('[data-run]')?.dataset['run']) || undefined

  function move(direction: Direction, extend = false) {
    const from = focused()
    const next = from === undefined ? current.value : neighbour(places.value, from, direction)
    if (extend && next !== undefined) selection.add(from === undefined ? [next] : [from, next])
    return goTo(next)
  }

  function onKeydown(event: KeyboardEvent) {
    const id = focused()
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const direction = ARROWS[event.key]
    if (direction) void move(direction, event.shiftKey)
    else if (event.key === ' ') choose(id, event.shiftKey)
    else return
    event.preventDefault()
  }

  function choose(id: number, extend: boolean) {
    at.value = id
    if (extend) selection.extendTo(id)
    else selection.toggle(id)
  }

  const onFocusin = () => { at.value = focused() ?? at.value }
  return { current, move, choose, onKeydown, onFocusin }
}
