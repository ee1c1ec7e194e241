import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Delivery, Sending } from '../../../../server/outbox/contract.ts'
import { soon } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import { shownAs } from './sending-state.ts'

const isLost = ({ state }: Delivery) => state === 'failed' || state === 'bounced'
/** What the servers said that did not take a mail, each with the address it is about. */
const answers = ({ deliveries }: Sending) => deliveries.filter(delivery => isLost(delivery) || delivery.state === 'delayed').map(({ address, answer }) => answer ? `${address}\u00a0: ${answer}` : address).join(' · ')

/** Some have it, and some never will. */
const isPartly = ({ state, deliveries }: Sending) => state !== 'delayed' && deliveries.some(isLost) && deliveries.some(({ state }) => state === 'sent')

/** How a sending goes, in the reader's words: one sentence, and what more there is to know. */
export function useSendingWords(sending: () => Sending, seconds: Readonly<Ref<number>>) {
  const { t, locale } = useI18n()
  const now = useNow()
  return computed(() => {
    const { heldUntil, nextAttemptAt, deliveries } = sending()
    const { stand, tone } = shownAs(sending())
    const at = stand === 'delayed' ? nextAttemptAt : stand === 'scheduled' ? heldUntil : Math.max(0, ...deliveries.map(delivery => delivery.at ?? 0)) || null
    const time = at === null ? '' : soon(at, now.value, locale.value)
    // The last moment belongs to the server.
    const key = stand === 'undo' && seconds.value === 0 ? 'queued' : isPartly(sending()) ? 'partly' : stand
    const short = t(`sending.state.${key}`, { seconds: seconds.value, time })
    const more = tone === 'loud' || stand === 'delayed' ? [sending().failure, answers(sending())].filter(Boolean).join(' ') : ''
    return { short: short.trim(), more }
  })
}
