import { computed, ref } from 'vue'
import type { TicketDetail } from '../../../../server/tickets/contract.ts'
import type { DraftContent } from '../../../../server/tickets/drafts/contract.ts'
import { isEmpty } from '../drafts/reconciled.ts'
import { contentOf } from '../drafts/saving.ts'
import { placeOf, type AnswerPlace } from './answer-place.ts'
import type { Mode } from './modes.ts'

/** Who is to read what is being written. It stays what it was when one began to write, whatever is said or merged meanwhile. */
export function usePlace(detail: () => TicketDetail, mode: () => Mode) {
  const chosen = ref<AnswerPlace>()
  const here = computed(() => placeOf(contentOf(detail().ticket.id, 'reply'), chosen.value, detail()))
  const isAnswer = computed(() => mode() === 'reply')
  const discussion = computed(() => isAnswer.value ? detail().discussions.find(({ id }) => id === here.value.discussionId) : undefined)
  return {
    place: here,
    /** Where everybody will read it; undefined when it goes to people alone. */
    discussion,
    /** Whether it leaves as a mail to people. */
    isToPeople: computed(() => mode() !== 'note' && (discussion.value === undefined || here.value.alsoPrivate)),
    /** What a draft keeps from its first letter on. */
    kept: (kind: string): Partial<DraftContent> => kind === 'reply' ? { place: here.value } : {},
    choose(place: AnswerPlace, change: (parts: Partial<DraftContent>) => void) {
      chosen.value = place
      if (!isEmpty(contentOf(detail().ticket.id, 'reply'))) change({ place })
    },
    forget: () => { chosen.value = undefined },
  }
}
