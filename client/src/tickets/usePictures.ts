import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { MessagePictures } from '../../../server/tickets/pictures/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** The pictures that a message asks of elsewhere: blocked until the reader asks for them, here or for all of their sender's messages. */
export function usePictures(messageId: MaybeRefOrGetter<number>) {
  const client = useQueryClient()
  const asked = ref(false)
  watch(() => toValue(messageId), () => { asked.value = false })

  const { data: pictures, isPending } = useQuery({
    queryKey: computed(() => [...keys.pictures, toValue(messageId)]),
    queryFn: ({ queryKey, signal }) => send({ method: 'GET', path: `/messages/${queryKey[1]}/pictures`, signal }, MessagePictures),
  })
  const choosing = useMutation({
    mutationFn: ({ id, method }: { id: number, method: 'POST' | 'DELETE' }) => send({ method, path: `/messages/${id}/pictures/sender` }, MessagePictures),
    onSuccess: (now, { id, method }) => {
      if (method === 'DELETE') asked.value = false
      client.setQueryData([...keys.pictures, id], now)
      return client.invalidateQueries({ queryKey: keys.pictures })
    },
  })

  const always = computed(() => pictures.value?.sender?.allowed === true)
  return {
    pictures, always,
    /** Before this is known, the message is not shown: it would be loaded twice. */
    known: computed(() => !isPending.value),
    shown: computed(() => asked.value || always.value),
    show: () => { asked.value = true },
    allowSender: () => choosing.mutate({ id: toValue(messageId), method: 'POST' }),
    blockSender: () => choosing.mutate({ id: toValue(messageId), method: 'DELETE' }),
    busy: choosing.isPending,
    failed: choosing.isError,
  }
}
