import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import { RedactionCounts, Secrets, type Passage, type RedactionRequest } from '../../../../server/tickets/redaction/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import type { Redactable } from './redactable.ts'

/** As short as words may be, so that they do not stand everywhere. */
export const LEAST = 4

type Offered = Passage & { chosen: boolean }

/** What is to be taken out of a message, how much of it there is, and taking it out. Secrets that are noticed are chosen from the beginning. */
export function useRedaction({ path, attachments, also }: Redactable, { marked, onDone }: { marked: string, onDone: () => void }) {
  const client = useQueryClient()
  const offered = ref<Offered[]>([])
  const files = ref(attachments.filter(({ removed }) => !removed).map(({ id, filename }) => ({ id, filename, chosen: false })))
  const add = (words: string) => {
    const trimmed = words.trim()
    if (trimmed.length >= LEAST && !offered.value.some(one => one.words === trimmed)) offered.value.push({ kind: 'words', words: trimmed, chosen: true })
  }
  const noticed = useQuery({ queryKey: ['secrets', path], queryFn: ({ signal }) => send({ method: 'GET', path: `${path}/secrets`, signal }, Secrets), gcTime: 0 })
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
    queryKey: computed(() => ['redaction', path, request.value]),
    queryFn: ({ signal }) => send({ method: 'POST', path: `${path}/redactions/preview`, body: request.value, signal }, RedactionCounts),
    enabled: computed(() => !isEmpty.value),
    // The words are not kept longer than they are shown.
    gcTime: 0,
  })
  const removing = useMutation({
    mutationFn: () => send({ method: 'POST', path: `${path}/redactions`, body: request.value }, RedactionCounts),
    onSuccess: onDone,
    onSettled: () => Promise.all([keys.tickets, keys.outbox, keys.intakes, ...also].map(queryKey => client.invalidateQueries({ queryKey }))),
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
