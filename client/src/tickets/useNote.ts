import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { NoteRequest, TicketAnswer } from '../../../server/tickets/contract.ts'
import { drafts } from '../drafts.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** The note being written on a ticket, and saving it. */
export function useNote(ticketId: MaybeRefOrGetter<number>) {
  const client = useQueryClient()
  const text = computed({
    get: () => drafts.get(toValue(ticketId)) ?? '',
    set: written => written === '' ? drafts.delete(toValue(ticketId)) : drafts.set(toValue(ticketId), written),
  })
  const ready = computed(() => NoteRequest.safeParse({ text: text.value }).success)
  const saving = useMutation({
    mutationFn: ({ id, text }: { id: number, text: string }) => send({ method: 'POST', path: `/tickets/${id}/notes`, body: { text } }, TicketAnswer),
    onSuccess: (_answer, { id, text }) => {
      // What was typed while the note was on its way is the next note.
      if (drafts.get(id) === text) drafts.delete(id)
      return client.invalidateQueries({ queryKey: keys.tickets })
    },
  })

  function submit() {
    if (ready.value && !saving.isPending.value) saving.mutate({ id: toValue(ticketId), text: text.value })
  }

  const failure = computed(() => saving.variables.value?.id === toValue(ticketId) ? saving.error.value : null)
  return { text, ready, saving: saving.isPending, failure, submit }
}
