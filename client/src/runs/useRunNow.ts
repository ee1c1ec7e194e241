import { computed } from 'vue'
import type { RunRow } from '../../../server/workflows/contract.ts'
import { useNow } from '../ui/useNow.ts'

/** The time by the clock of the run, which of a rehearsal is ahead of ours: all that is told of it is told by that clock. */
export function useRunNow(run: () => Pick<RunRow, 'aheadMs'>) {
  const now = useNow()
  return computed(() => now.value + run().aheadMs)
}
