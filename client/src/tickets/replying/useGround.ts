import { computed, ref, watch } from 'vue'
import type { TicketDetail } from '../../../../server/tickets/contract.ts'
import type { Stale } from '../../../../server/tickets/replying/contract.ts'
import { newsSince } from './ground.ts'

type Writer = { detail: () => TicketDetail, isWriting: () => boolean, me: () => number | undefined }

/** On what ground an answer is written: the version of the ticket that its writer saw. What others say meanwhile is told, and is seen only once the writer says so. */
export function useGround({ detail, isWriting, me }: Writer) {
  const seenVersion = ref(0)
  /** What the server refused an answer for. */
  const stale = ref<Stale>()
  const news = computed(() => stale.value?.news ?? newsSince(detail().messages, seenVersion.value, me()))

  function acknowledge() {
    seenVersion.value = Math.max(detail().version, stale.value?.version ?? 0)
    stale.value = undefined
  }
  // What was new, and was taken back by who wrote it, is no reason to wait.
  const isThere = computed(() => stale.value?.news.some(({ id }) => detail().messages.some(message => message.id === id)) ?? false)
  watch(isThere, (is) => { if (!is && stale.value) acknowledge() })
  // Nobody is overtaken who is not writing, nor by their own words.
  watch([detail, isWriting], () => { if (!stale.value && (!isWriting() || news.value.length === 0)) acknowledge() }, { immediate: true, flush: 'sync' })

  return { news, refused: computed(() => stale.value !== undefined), seenVersion, refuse: (told: Stale) => { stale.value = told }, acknowledge }
}
