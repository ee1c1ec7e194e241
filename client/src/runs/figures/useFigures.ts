import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { FiguresAnswer } from '../../../../server/workflows/figures/contract.ts'
import { send } from '../../http.ts'

/** The figures of a choice. What runs do meanwhile does not ask for them again: they are read for a while, and printed. */
export const useFigures = (asked: MaybeRefOrGetter<Record<string, string>>) => useQuery({
  queryKey: computed(() => ['figures', toValue(asked)]),
  queryFn: ({ signal }) => send({ method: 'GET', path: `/runs/figures?${new URLSearchParams(toValue(asked))}`, signal }, FiguresAnswer),
  placeholderData: keepPreviousData,
})
