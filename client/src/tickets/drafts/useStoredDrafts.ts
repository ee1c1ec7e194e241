import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, watch } from 'vue'
import { Drafts } from '../../../../server/tickets/drafts/contract.ts'
import { drafts } from '../../drafts.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { saveAll, takeStored } from './saving.ts'

/** Brings the drafts of a ticket here when it opens, and leaves none behind unsaved when it closes, with the page or without. */
export function useStoredDrafts(ticketId: number) {
  const client = useQueryClient()
  const { data, isPending } = useQuery({
    queryKey: keys.drafts(ticketId),
    queryFn: ({ signal }) => send({ method: 'GET', path: `/tickets/${ticketId}/drafts`, signal }, Drafts),
    refetchOnWindowFocus: true,
  })
  // At once: whoever waits for the loading finds them here.
  watch(data, stored => stored && takeStored(client, ticketId, stored), { immediate: true, flush: 'sync' })

  const leave = () => saveAll(client, ticketId, true)
  const hide = () => { if (document.visibilityState === 'hidden') leave() }
  const back = () => saveAll(client, ticketId)
  const hold = (event: BeforeUnloadEvent) => {
    leave()
    // The browser asks before it closes a page whose words are nowhere else.
    if ([...drafts.values()].some(({ state }) => state === 'failed')) event.preventDefault()
  }
  addEventListener('online', back)
  addEventListener('pagehide', leave)
  addEventListener('beforeunload', hold)
  document.addEventListener('visibilitychange', hide)
  back()
  onScopeDispose(() => {
    removeEventListener('online', back)
    removeEventListener('pagehide', leave)
    removeEventListener('beforeunload', hold)
    document.removeEventListener('visibilitychange', hide)
    leave()
  })

  return { loading: isPending }
}
