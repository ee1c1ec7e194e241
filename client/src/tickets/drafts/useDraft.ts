import { useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { DraftContent, Upload } from '../../../../server/tickets/drafts/contract.ts'
import { draftKey, drafts } from '../../drafts.ts'
import { isEmpty, joined, nothing } from './reconciled.ts'
import { changeDraft, contentOf, forgetDraft } from './saving.ts'

/** Something being written on a ticket: what stands in it, and whether the server has it. `kept` is what it keeps from its first change on, as that was before. */
export function useDraft(ticketId: MaybeRefOrGetter<number>, kind: MaybeRefOrGetter<string>, kept: (kind: string) => Partial<DraftContent> = () => ({})) {
  const client = useQueryClient()
  const place = (of: string) => ({ client, ticketId: toValue(ticketId), kind: of })
  const held = computed(() => drafts.get(draftKey(toValue(ticketId), toValue(kind))))
  const content = computed(() => contentOf(toValue(ticketId), toValue(kind)))
  const change = (parts: Partial<DraftContent>, of = toValue(kind)) => changeDraft(place(of), { ...contentOf(toValue(ticketId), of), ...kept(of), ...parts })

  return {
    content,
    text: computed({ get: () => content.value.text, set: text => change({ text }) }),
    subject: computed({ get: () => content.value.subject, set: subject => change({ subject }) }),
    isEmpty: computed(() => isEmpty(content.value)),
    revision: computed(() => held.value?.revision ?? 0),
    state: computed(() => held.value?.content && !isEmpty(held.value.content) ? held.value.state : undefined),
    change,
    /** Puts something back that was written before, without losing what is there now. */
    putBack: (former: DraftContent, of: string) => changeDraft(place(of), joined(former, contentOf(toValue(ticketId), of))),
    forget: (of: string, revision: number) => forgetDraft(place(of), revision),
    addUpload: (upload: Upload, of: string) => change({ uploads: [...contentOf(toValue(ticketId), of).uploads, upload] }, of),
    throwAway: (of = toValue(kind)) => changeDraft(place(of), nothing),
  }
}
