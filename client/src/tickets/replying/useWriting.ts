import { computed, ref, watch, type Ref } from 'vue'
import type { TicketDetail } from '../../../../server/tickets/contract.ts'
import type { ReplyRequest } from '../../../../server/tickets/replying/contract.ts'
import { useSession } from '../../accounts/session.ts'
import { useFailureWords } from '../../failure.ts'
import type { useDraft } from '../drafts/useDraft.ts'
import type { Mode } from './modes.ts'
import type { Recipients } from './recipients.ts'
import { obstacle } from './request.ts'
import { useGround } from './useGround.ts'
import type { usePlace } from './usePlace.ts'
import { useReply } from './useReply.ts'

type Written = {
  mode: Readonly<Ref<Mode>>
  draft: ReturnType<typeof useDraft>
  recipients: Readonly<Ref<Recipients>>
  answering: ReturnType<typeof usePlace>
  /** Something is still on its way: a file, or the draft of another day. */
  isBusy: () => boolean
  onSent: () => void
}

/** Sending what stands in the box: when it can be sent, on what ground, and what came of it. */
export function useWriting(detail: () => TicketDetail, { mode, draft, recipients, answering, isBusy, onSent }: Written) {
  const words = useFailureWords()
  const { agent } = useSession()
  const status = ref<ReplyRequest['status']>('waiting')
  const { news, refused, seenVersion, refuse, acknowledge } = useGround({ detail, isWriting: () => mode.value === 'reply' && !draft.isEmpty.value, me: () => agent.value?.id })
  const { submit, sending, failure, failed, forget } = useReply(detail().ticket.id, {
    onSent: ({ mode: sent, revision }) => {
      // A note tells no revision: its draft is thrown away like one that was deleted.
      if (sent === 'note') draft.throwAway(sent)
      else draft.forget(sent, revision)
      status.value = 'waiting'
      onSent()
    },
    onStale: refuse,
  })
  const to = computed(() => ({ place: answering.place.value, by: answering.discussion.value?.source.answersBy }))
  const needsMailbox = computed(() => answering.isToPeople.value || to.value.by === 'mail' || to.value.by === 'reply-address')
  const canSend = computed(() => !needsMailbox.value || detail().sender !== null)
  const ready = computed(() => canSend.value && !isBusy() && !obstacle({ mode: mode.value, content: draft.content.value, recipients: recipients.value, ...to.value }))
  const refusal = computed(() => failure.value && !refused.value && failed.value?.mode === mode.value ? words(failure.value) : '')
  watch(mode, forget)

  // A blocked ticket is solved with a reason: it is asked for when the answer is to leave.
  const asked = ref<{ sendAt: number | null }>()
  function go(sendAt: number | null, overrule?: string) {
    const isBlocked = mode.value === 'reply' && status.value === 'solved' && detail().blockers.length > 0
    if (isBlocked && overrule === undefined) asked.value = { sendAt }
    else if (ready.value) submit({ ...overrule === undefined ? {} : { overrule }, mode: mode.value, content: draft.content.value, recipients: recipients.value, revision: draft.revision.value, seenVersion: seenVersion.value, status: status.value, sendAt, ...to.value })
  }
  const overruling = { asked, give: (reason: string) => { if (asked.value) go(asked.value.sendAt, reason) }, leave: () => { asked.value = undefined } }
  return { status, overruling, canSend, ready, refusal, sending, news, refused, acknowledge, go }
}
