import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { TicketAnswer, TicketDetail } from '../../../../server/tickets/contract.ts'
import type { SplitRequest } from '../../../../server/tickets/splitting/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { tell } from '../../ui/notice.ts'
import { useListChoice } from '../useListChoice.ts'

const putBack = (splitId: number) => send({ method: 'POST', path: `/splits/${splitId}/undo` }, TicketAnswer)

/** Puts back what was just split off into this ticket. */
async function putBackOf(newId: number) {
  const { splits } = await send({ method: 'GET', path: `/tickets/${newId}` }, TicketDetail)
  const own = splits.findLast(({ way }) => way === 'from')
  if (own) await putBack(own.id)
}

/** Messages that become a ticket of their own; what was just done is told with its way back. */
export function useSplit(onDone: () => void) {
  const { t } = useI18n()
  const client = useQueryClient()
  const { linkToTicket } = useListChoice()
  const refresh = () => client.invalidateQueries({ queryKey: keys.tickets })
  const splitting = useMutation({
    mutationFn: ({ ticketId, ...body }: SplitRequest & { ticketId: number }) => send({ method: 'POST', path: `/tickets/${ticketId}/split`, body }, TicketAnswer),
    onSuccess: ({ ticket }, { messageIds }) => {
      const words = t('split.done', { count: messageIds.length, reference: ticket.reference }, messageIds.length)
      tell({ words, link: { words: t('split.see'), to: linkToTicket(ticket.id) }, undo: { words: t('split.undo'), run: () => putBackOf(ticket.id).finally(refresh) } })
      onDone()
    },
    onSettled: refresh,
  })
  return { split: splitting.mutate, busy: splitting.isPending, failure: splitting.error }
}

/** Putting back what was split off. `onDone` gets the ticket to go to. */
export function usePutBack(onDone: (ticketId: number) => void) {
  const client = useQueryClient()
  const putting = useMutation({
    mutationFn: putBack,
    onSuccess: ({ ticket }) => onDone(ticket.id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets }),
  })
  return { putBack: putting.mutate, busy: putting.isPending, failure: putting.error }
}
