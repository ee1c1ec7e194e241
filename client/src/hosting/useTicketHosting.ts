import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { ClaimAnswer, CodeSent } from '../../../server/provisioners/authority/contract.ts'
import { TicketHosting } from '../../../server/provisioners/panel/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

const SOON_MS = 3_000

/** The hosting of whoever asks; asked for again as long as the server is reading it anew. */
export const useTicketHosting = (ticketId: MaybeRefOrGetter<number>) => useQuery({
  queryKey: computed(() => keys.hosting(toValue(ticketId))),
  queryFn: ({ queryKey, signal }) => send({ method: 'GET', path: `/tickets/${queryKey[2]}/hosting`, signal }, TicketHosting),
  refetchInterval: ({ state }) => state.data?.isRefreshing ? SOON_MS : false,
})

/** What makes sure whose an account is. What is shown follows. */
export function useProof(ticketId: MaybeRefOrGetter<number>, accountId: MaybeRefOrGetter<string>) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: keys.hosting(toValue(ticketId)) })
  const path = (rest: string) => `/tickets/${toValue(ticketId)}/hosting/${rest}`
  const account = () => ({ accountId: toValue(accountId) })
  return {
    sendCode: useMutation({ mutationFn: () => send({ method: 'POST', path: path('codes'), body: account() }, CodeSent), onSettled }),
    checkCode: useMutation({ mutationFn: (code: string) => send({ method: 'POST', path: path('codes/check'), body: { ...account(), code } }, ClaimAnswer), onSettled }),
    vouch: useMutation({ mutationFn: (note: string) => send({ method: 'POST', path: path('proofs'), body: { ...account(), note } }, ClaimAnswer), onSettled }),
    revoke: useMutation({ mutationFn: ({ claimId, reason }: { claimId: number, reason: string }) => send({ method: 'POST', path: `/hosting/claims/${claimId}/revoke`, body: { reason } }, ClaimAnswer), onSettled }),
  }
}
