import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/vue-query'
import { io } from 'socket.io-client'
import { onScopeDispose, readonly, ref } from 'vue'
import { Changes } from '../../server/notify/contract.ts'
import { keys, staleAfter } from './keys.ts'
import { refresher } from './refresher.ts'

// Long enough that a server which restarts, or a train in a tunnel, is not announced at once.
const PATIENCE = 1_500
const AGAIN = 2_000

/** Fetches again what is shown of these. A first answer still on its way may be older than the news: it is asked for once more. */
async function refresh(client: QueryClient, stale: QueryKey[]) {
  const onTheirWay = stale.filter(queryKey => client.isFetching({ queryKey, predicate: query => query.state.data === undefined }) > 0)
  await Promise.all(stale.map(queryKey => client.invalidateQueries({ queryKey })))
  await Promise.all(onTheirWay.map(queryKey => client.invalidateQueries({ queryKey })))
}

const distinct = (stale: QueryKey[]) => [...new Map(stale.map(key => [JSON.stringify(key), key])).values()]

/** Hears what changes on the server for as long as the page lives, and says whether it is heard. */
export function useLive({ onNewTickets }: { onNewTickets: (ids: number[]) => void }) {
  const client = useQueryClient()
  const lost = ref(false)
  let patience: ReturnType<typeof setTimeout> | undefined
  const tell = refresher<QueryKey>(stale => refresh(client, distinct(stale)))
  const socket = io({ transports: ['websocket', 'polling'], tryAllTransports: true, reconnectionDelay: 300, reconnectionDelayMax: 4_000 })

  let again: ReturnType<typeof setTimeout> | undefined
  const losing = () => {
    patience ??= setTimeout(() => { lost.value = true }, PATIENCE)
    // After a refusal the library gives up by itself.
    if (!socket.active) again = setTimeout(() => socket.connect(), AGAIN)
  }
  const found = () => {
    clearTimeout(patience)
    patience = undefined
    lost.value = false
  }

  socket.on('connect', () => {
    found()
    // Whatever was told while nobody listened is not told again, so all that is shown is asked for.
    tell([keys.tickets, keys.mailboxes, keys.sources, keys.outbox, keys.intakes, keys.presences, keys.runs, keys.workflows, keys.surveys])
  })
  socket.on('disconnect', losing)
  socket.on('connect_error', (error) => {
    losing()
    if (error.message === 'unauthenticated') void client.invalidateQueries({ queryKey: keys.session })
  })
  socket.on('changes', (told: unknown) => {
    const changes = Changes.parse(told)
    tell(staleAfter(changes))
    const arrived = changes.flatMap(change => change.about === 'ticket' && change.isNew ? [change.ticketId] : [])
    if (arrived.length) onNewTickets(arrived)
  })
  onScopeDispose(() => {
    clearTimeout(patience)
    clearTimeout(again)
    socket.off().disconnect()
  })

  return { lost: readonly(lost) }
}
