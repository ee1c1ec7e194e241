import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { TicketAnswer } from '../../../../server/tickets/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'

/** An agent says that mail to an address arrives again. */
export function useAddressWorks(ticketId: () => number) {
  const client = useQueryClient()
  const saying = useMutation({
    mutationFn: (address: string) => send({ method: 'POST', path: `/tickets/${ticketId()}/address-works`, body: { address } }, TicketAnswer),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets }),
  })
  return { works: (address: string) => saying.mutate(address), busy: saying.isPending, failure: saying.error }
}
