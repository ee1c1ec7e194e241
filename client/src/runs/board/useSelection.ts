import { computed, shallowRef, type ComputedRef } from 'vue'
import { between, type Places } from './moving.ts'

/** Which runs are chosen. What is not shown any more is not chosen either: nobody acts on what they do not see. */
export function useSelection(places: ComputedRef<Places>) {
  const wanted = shallowRef<ReadonlySet<number>>(new Set())
  const selected = computed(() => new Set(places.value.flat().filter(id => wanted.value.has(id))))
  let anchor: number | undefined

  function toggle(id: number) {
    const next = new Set(selected.value)
    if (!next.delete(id)) next.add(id)
    anchor = id
    wanted.value = next
  }
  /** Everything from where one was to here. */
  function extendTo(id: number) {
    wanted.value = new Set([...selected.value, ...between(places.value, anchor ?? id, id)])
  }
  const add = (ids: readonly number[]) => { wanted.value = new Set([...selected.value, ...ids]) }
  const remove = (ids: readonly number[]) => { wanted.value = new Set([...selected.value].filter(id => !ids.includes(id))) }
  const clear = () => {
    anchor = undefined
    wanted.value = new Set()
  }
  return { selected, toggle, extendTo, add, remove, all: () => add(places.value.flat()), clear }
}
