import { watchEffect, type Ref } from 'vue'
import { useCounts } from './useCounts.ts'

/** The name of the page tells how many tickets wait to be taken, also from another tab. */
export function useConsoleTitle(place: Readonly<Ref<string>>) {
  const { toTake } = useCounts()
  watchEffect(() => {
    const waiting = toTake.value ? `(${toTake.value}) ` : ''
    document.title = `${waiting}${place.value} · Permanence`
  })
}
