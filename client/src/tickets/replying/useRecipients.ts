import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { MailAddress } from '../../../../server/outbox/contract.ts'
import type { TicketDetail } from '../../../../server/tickets/contract.ts'
import type { DraftContent } from '../../../../server/tickets/drafts/contract.ts'
import { useFailing } from '../failing/useFailing.ts'
import { proposed, typedIn, warnings, withAdded, without, type Place, type Recipients } from './recipients.ts'

type Written = { content: MaybeRefOrGetter<DraftContent>, change: (parts: Partial<DraftContent>) => void }

/** Who will read what is written: those who are proposed, until the writer chooses others. */
export function useRecipients(detail: MaybeRefOrGetter<TicketDetail>, mode: MaybeRefOrGetter<string>, { content, change }: Written) {
  const recipients = computed((): Recipients => {
    const usual = proposed(toValue(detail), toValue(mode))
    return { to: toValue(content).to ?? usual.to, cc: toValue(content).cc ?? usual.cc }
  })
  const failingTyped = useFailing(() => typedIn(recipients.value, toValue(detail)))
  return {
    recipients,
    warnings: computed(() => warnings(toValue(mode), recipients.value, { ...toValue(detail), failingTyped: failingTyped.value })),
    add: (place: Place, people: MailAddress[]) => change(withAdded(recipients.value, place, people)),
    remove: (address: string) => change(without(recipients.value, address)),
  }
}
