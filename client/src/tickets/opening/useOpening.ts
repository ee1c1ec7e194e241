import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import { TicketAnswer } from '../../../../server/tickets/contract.ts'
import { OpenRequest, Senders } from '../../../../server/tickets/opening/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { useDraft } from '../drafts/useDraft.ts'
import { useStoredDrafts } from '../drafts/useStoredDrafts.ts'
import { useUploads } from '../replying/useUploads.ts'

const NO_TICKET = 0
const KIND = 'opening'

/** Opening a ticket for somebody who did not write here themselves. What was begun is kept, as everywhere. */
export function useOpening(onOpened: (ticketId: number) => void) {
  const client = useQueryClient()
  useStoredDrafts(NO_TICKET)
  const draft = useDraft(NO_TICKET, KIND)
  const { content, text, subject, change } = draft
  const uploads = useUploads({ held: () => content.value.uploads, kind: KIND, add: draft.addUpload })
  const requester = computed(() => content.value.to?.[0] ?? { address: '', name: '' })
  const part = (name: 'address' | 'name') => computed({ get: () => requester.value[name], set: (value: string) => change({ to: [{ ...requester.value, [name]: value }] }) })
  const [address, name] = [part('address'), part('name')]
  const channel = ref<OpenRequest['channel']>('phone')
  const kind = ref<OpenRequest['kind']>('message')
  const mailboxId = ref<number>()
  const take = ref(true)

  const { data } = useQuery({ queryKey: keys.senders, queryFn: ({ signal }) => send({ method: 'GET', path: '/senders', signal }, Senders) })
  const senders = computed(() => data.value?.senders ?? [])
  const cannotSend = computed(() => data.value?.senders.length === 0)
  watch(cannotSend, (cannot) => { if (cannot) kind.value = 'note' }, { immediate: true })

  const request = computed(() => OpenRequest.safeParse({
    requester: { address: address.value.trim(), name: name.value }, subject: subject.value, channel: channel.value, kind: kind.value, text: text.value,
    uploads: kind.value === 'message' ? content.value.uploads.map(({ id }) => id) : [], mailboxId: mailboxId.value ?? null, take: take.value, revision: draft.revision.value,
  }))
  const opening = useMutation({
    mutationFn: (body: OpenRequest) => send({ method: 'POST', path: '/tickets', body }, TicketAnswer),
    onSuccess: ({ ticket }, { revision }) => {
      draft.forget(KIND, revision)
      onOpened(ticket.id)
      return client.invalidateQueries({ queryKey: keys.tickets })
    },
  })
  const ready = computed(() => request.value.success && !uploads.busy.value && !opening.isPending.value)
  const submit = () => { if (ready.value && request.value.data) opening.mutate(request.value.data) }

  return { draft, address, name, channel, kind, mailboxId, take, senders, cannotSend, uploads, ready, submit, opening: opening.isPending, failure: opening.error }
}
