import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { TicketAnswer } from '../../../../server/tickets/contract.ts'
import { HttpFailure, send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { staleIn } from './ground.ts'
import { requestOf, type Writing } from './request.ts'

type After = { onSent: (writing: Writing) => void, onStale: (stale: NonNullable<ReturnType<typeof staleIn>>) => void }

/** Sends what was written, once, whatever keys are hit how often. */
export function useReply(ticketId: number, { onSent, onStale }: After) {
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: (writing: Writing) => {
      const { path, body } = requestOf(ticketId, writing)
      return send({ method: 'POST', path, body }, TicketAnswer)
    },
    onSuccess: (_answer, writing) => {
      onSent(writing)
      return Promise.all([keys.tickets, keys.outbox].map(queryKey => client.invalidateQueries({ queryKey })))
    },
    onError: async (error) => {
      const stale = staleIn(error)
      if (stale) onStale(stale)
      // What keeps the ticket open is not known here yet.
      else if (!(error instanceof HttpFailure) || error.code !== 'conflict') return
      await client.invalidateQueries({ queryKey: keys.ticket(ticketId) })
    },
  })
  const submit = (writing: Writing) => { if (!sending.isPending.value) sending.mutate(writing) }
  return { submit, sending: sending.isPending, failure: sending.error, failed: sending.variables, forget: () => sending.reset() }
}
