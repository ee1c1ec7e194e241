import { computed, ref, watch } from 'vue'
import { useSession } from '../../accounts/session.ts'
import type { TicketDetail } from '../../../../server/tickets/contract.ts'
import { begunOn } from '../drafts/saving.ts'
import { answerable } from './answer-place.ts'
import { firstMode, modeOf, modesFor, sideIdOf, type Mode } from './modes.ts'

/** What is being written: begins with what was begun last, as soon as it is known. */
export function useMode(detail: () => TicketDetail, loading: () => boolean) {
  const { may } = useSession()
  const modes = computed(() => modesFor({ reply: may('tickets:reply'), note: may('tickets:note') }))
  const first = (begun: readonly string[]) => {
    const known = begun.map(kind => modeOf(kind, detail().sides, modes.value)).filter(kind => kind !== undefined)
    // Without a mailbox one can still answer where no mail carries it.
    const canSend = detail().sender !== null || answerable(detail()).some(({ source }) => source.answersBy === 'api' || source.answersBy === 'hand')
    return firstMode(modes.value, known, canSend) ?? 'note'
  }
  const mode = ref<Mode>(first([]))
  const reset = () => { mode.value = first([]) }
  watch(loading, (is) => { if (!is) mode.value = first(begunOn(detail().ticket.id)) }, { immediate: true })

  const side = computed(() => detail().sides.find(({ id }) => id === sideIdOf(mode.value)))
  const sideName = computed(() => {
    const person = side.value?.participants[0]
    return person?.name || person?.address || side.value?.subject || ''
  })
  return { modes, mode, reset, sideName }
}
