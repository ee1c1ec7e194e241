import { useQuery } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { z } from 'zod'
import { Presences, type PresenceRequest } from '../../../../server/tickets/presence/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { serverNow } from '../../server-clock.ts'
import { stillThere } from './present.ts'

const AGAIN = 20_000
const LOOK = 5_000

/** Tells the others that one is here, and whether one writes; and shows who else is. */
export function usePresence(ticketId: number, writing: Readonly<Ref<boolean>>) {
  const path = `/tickets/${ticketId}/presence`
  const { data } = useQuery({ queryKey: keys.presence(ticketId), queryFn: ({ signal }) => send({ method: 'GET', path, signal }, Presences), staleTime: 0 })
  const now = ref(serverNow())
  const doing = computed((): PresenceRequest['doing'] => writing.value ? 'writing' : 'reading')

  // Nobody is told of a failure here: presence is a courtesy, and is told again soon.
  const say = () => { if (document.visibilityState !== 'hidden') void send({ method: 'PUT', path, body: { doing: doing.value } }, z.unknown()).catch(() => undefined) }
  const leave = () => void send({ method: 'DELETE', path, keepalive: true }, z.unknown()).catch(() => undefined)
  const show = () => document.visibilityState === 'hidden' ? leave() : say()

  watch(doing, say, { immediate: true })
  watch(data, () => { now.value = serverNow() })
  const telling = setInterval(say, AGAIN)
  const looking = setInterval(() => { now.value = serverNow() }, LOOK)
  addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', show)
  onScopeDispose(() => {
    clearInterval(telling)
    clearInterval(looking)
    removeEventListener('pagehide', leave)
    document.removeEventListener('visibilitychange', show)
    leave()
  })

  return { present: computed(() => stillThere(data.value?.present ?? [], now.value)) }
}
