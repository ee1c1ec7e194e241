import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import type { Message } from '../../../../server/tickets/contract.ts'
import { RedactionCounts, Secrets, type Passage, type RedactionRequest } from '../../../../server/tickets/redaction/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'

/** As short as words may be, so that they do not stand everywhere. */
export const LEAST = 4

type Offered = Passage & { chosen: boolean }

/** What is to be taken out of a message, how much of it there is, and taking it out. Secrets that are noticed are chosen from the beginning. */
export function useRedaction(message: Message, { marked, onDone }: { marked: string, onDone: () => void }) {
  const client = useQueryClient()
  const offered = ref<Offered[]>([])
  const files = ref(message.attachments.filter(({ removed }) => !removed).map(({ id, filename }) => ({ id, filename, chosen: false })))
  const add = (words: string) => {
    const trimmed = words.trim()
    if (trimmed.length >= LEAST && !offered.value.some(one => one.words === trimmed)) offered.value.push({ kind: 'words', words: trimmed, chosen: true })
  }
  const noticed = useQuery({ queryKey: ['secrets', message.id], queryFn: ({ signal }) => send({ method: 'GET', path: `/messages/${message.id}/secrets`, signal }, Secrets), gcTime: 0 })
  watch(noticed.data, (found) => {
    const fresh = (found?.noticed ?? []).filter(({ words }) => !offered.value.some(one => one.words === words))
    offered.value = [...fresh.map(one => ({ ...one, chosen: true })), ...offered.value]
  }, { immediate: true })
  add(marked)

  const request = computed((): RedactionRequest => ({
    passages: offered.value.filter(({ chosen }) => chosen).map(({ kind, words }) => ({ kind, words })),
    attachments: files.value.filter(({ chosen }) => chosen).map(({ id }) => id),
  }))
  const isEmpty = computed(() => request.value.passages.length + request.value.attachments.length === 0)
  const preview = useQuery({
    queryKey: computed(() => ['redaction', message.id, request.value]),
    queryFn: ({ signal }) => send({ method: 'POST', path: `/messages/${message.id}/redactions/preview`, body: request.value, signal }, RedactionCounts),
    enabled: computed(() => !isEmpty.value),
    // The words are not kept longer than they are shown.
    gcTime: 0,
  })
  const removing = useMutation({
    mutationFn: () => send({ method: 'POST', path: `/messages/${message.id}/redactions`, body: request.value }, RedactionCounts),
    onSuccess: onDone,
    onSettled: () => Promise.all([keys.tickets, keys.source(message.id), keys.outbox, keys.intakes].map(queryKey => client.invalidateQueries({ queryKey }))),
  })
  return {
    offered, files, add, isEmpty,
    looking: noticed.isLoading,
    counts: computed(() => isEmpty.value ? undefined : preview.data.value),
    failure: computed(() => removing.error.value ?? preview.error.value ?? noticed.error.value),
    remove: () => removing.mutate(),
    busy: removing.isPending,
  }
}
