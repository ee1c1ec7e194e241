import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { RunAnswer, RunDetail, SecretAnswer, TicketRuns, type CancelRun, type FillStep, type HandAnew, type HandOverRun, type LeapRun, type TickStep, type WithReason, type AtStep } from '../../../server/workflows/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** One run with all its steps. */
export const useRun = (id: MaybeRefOrGetter<number>) => useQuery({
  queryKey: computed(() => keys.run(toValue(id))),
  queryFn: ({ queryKey, signal }) => send({ method: 'GET', path: `/runs/${queryKey[2]}`, signal }, RunDetail),
})

/** The runs of a ticket, each as a line. */
export const useTicketRuns = (ticketId: MaybeRefOrGetter<number>) => useQuery({
  queryKey: computed(() => keys.ticketRuns(toValue(ticketId))),
  queryFn: ({ queryKey, signal }) => send({ method: 'GET', path: `/tickets/${queryKey[2]}/runs`, signal }, TicketRuns),
})

type Bodies = { fill: FillStep, tick: TickStep, agree: AtStep, decline: WithReason, retry: AtStep, skip: WithReason, undo: WithReason, cancel: CancelRun, 'hand-over': HandOverRun, 'hand-overs': HandAnew, leap: LeapRun }
export type RunAct = { [A in keyof Bodies]: { act: A, body: Bodies[A] } }[keyof Bodies]

/** Acts on a run. What is shown follows, also after a refusal: it means that somebody else, or time, was quicker. */
export function useRunAct(id: MaybeRefOrGetter<number>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ act, body }: RunAct) => send({ method: 'POST', path: `/runs/${toValue(id)}/${act}`, body }, RunAnswer),
    onSettled: () => Promise.all([keys.runs, keys.tickets].map(queryKey => client.invalidateQueries({ queryKey }))),
  })
}

/** Asks for one secret. It is kept nowhere but where it is shown. */
export const lookAtSecret = async (runId: number, secretId: number) =>
  (await send({ method: 'POST', path: `/runs/${runId}/secrets/${secretId}`, body: {} }, SecretAnswer)).value
