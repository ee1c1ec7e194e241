import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { MailboxList } from '../../../server/channels/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'
import { useNow } from '../ui/useNow.ts'
import { ailing } from './health.ts'

/** Is our mail being read? */
export function useMailboxes(allowed: MaybeRefOrGetter<boolean>) {
  const now = useNow()
  const { data } = useQuery({
    queryKey: keys.mailboxes,
    queryFn: ({ signal }) => send({ method: 'GET', path: '/mailboxes', signal }, MailboxList),
    enabled: () => toValue(allowed),
    // A worker that has died tells nothing: the age of the last reading must be asked for.
    refetchInterval: 60_000,
  })
  const mailboxes = computed(() => data.value?.mailboxes ?? [])
  return { now, mailboxes, ailments: computed(() => ailing(mailboxes.value, now.value)) }
}
