import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { z } from 'zod'
import type { MailAddress } from '../../../../server/outbox/contract.ts'
import type { ParticipantRequest } from '../../../../server/tickets/replying/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'

type Verdict = { path: 'participants', body: ParticipantRequest } | { path: 'requester', body: MailAddress }

/** An agent says who belongs to a ticket, and whose it is. */
export function useStranger(ticketId: () => number) {
  const client = useQueryClient()
  const judging = useMutation({
    mutationFn: ({ path, body }: Verdict) => send({ method: 'POST', path: `/tickets/${ticketId()}/${path}`, body }, z.unknown()),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets }),
  })
  return {
    judge: (verdict: ParticipantRequest) => judging.mutate({ path: 'participants', body: verdict }),
    giveTo: ({ address, name }: MailAddress) => judging.mutate({ path: 'requester', body: { address, name } }),
    busy: judging.isPending,
    failure: judging.error,
  }
}
