import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { z } from 'zod'
import type { Message } from '../../../../server/tickets/contract.ts'
import { UndoAnswer } from '../../../../server/tickets/replying/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import type { Remedy } from './sending-state.ts'

type Wanted = { message: Message, remedy: Remedy }

const pathOf = ({ message, remedy }: Wanted) =>
  remedy === 'undo' || remedy === 'send-now' || remedy === 'published' ? `/messages/${message.id}/${remedy}` : `/outbox/${message.sending?.outboxId}/${remedy}`

/** What can be done about a mail that has not left, or has not arrived. `onUndone` gets the words that were taken back. */
export function useRemedies(onUndone: (answer: UndoAnswer) => void) {
  const client = useQueryClient()
  const applying = useMutation({
    mutationFn: async (wanted: Wanted) => {
      const answer = await send({ method: 'POST', path: pathOf(wanted) }, z.unknown())
      if (wanted.remedy === 'undo') onUndone(UndoAnswer.parse(answer))
    },
    // Also after a refusal: it has left meanwhile, or somebody else was quicker.
    onSettled: () => Promise.all([keys.tickets, keys.outbox].map(queryKey => client.invalidateQueries({ queryKey }))),
  })
  return { apply: (remedy: Remedy, message: Message) => applying.mutate({ remedy, message }), busy: applying.isPending, failure: applying.error, about: applying.variables }
}
