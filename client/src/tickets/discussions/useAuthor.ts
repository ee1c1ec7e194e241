import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Message } from '../../../../server/tickets/contract.ts'
import { useSession } from '../../accounts/session.ts'
import type { MessageAct } from '../message-act.ts'
import { placeOf, useDiscussed } from './place.ts'

/** The author of a post: where they speak, whom they were joined to, and the act that joins them to somebody known. */
export function useAuthor(message: () => Message) {
  const { t } = useI18n()
  const { may } = useSession()
  const discussed = useDiscussed()
  const joining = ref(false)
  const place = computed(() => placeOf(discussed(), { discussionId: message().discussionId, handle: message().author.handle }))
  /** Who there is to join, while somebody does it. */
  const joined = computed(() => {
    const { handle, name } = message().author
    return joining.value && place.value && handle !== null ? { source: place.value.discussion.source, handle, name, identity: place.value.identity } : undefined
  })
  const acts = computed((): MessageAct[] => {
    const isUser = message().author.handle !== null && message().voice !== 'ours' && place.value?.discussion.source.kind === 'forum'
    if (!isUser || !may('tickets:merge')) return []
    return [{ label: t(place.value?.identity ? 'discussion.rejoin' : 'discussion.join'), icon: 'i-lucide-user-round-search', onSelect: () => { joining.value = true } }]
  })
  return { place, acts, joined, done: () => { joining.value = false } }
}
