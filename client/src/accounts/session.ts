import { queryOptions, useQuery, type QueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { SessionAnswer, type Permission, type Session } from '../../../server/accounts/contract.ts'
import { keepDraftsOf } from '../drafts.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** Who is signed in, asked once. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }): Promise<Session | null> => (await send({ method: 'GET', path: '/session', signal }, SessionAnswer)).session,
  staleTime: Infinity,
})

/** Begins with nothing known of whoever was here before. */
export function enter(client: QueryClient, session: Session | null) {
  // Not clear(): the pages that watch the session would go on watching the one that was thrown away.
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] })
  client.getMutationCache().clear()
  keepDraftsOf(session?.agent.id)
  client.setQueryData(sessionQuery.queryKey, session)
}

/** Who is signed in, and what they may do. */
export function useSession() {
  const { data } = useQuery(sessionQuery)
  const agent = computed(() => data.value?.agent)
  const may = (permission: Permission) => data.value?.permissions.includes(permission) ?? false
  return { agent, may, gone: computed(() => data.value === null), mustEnrol: computed(() => data.value?.mustEnrol ?? false) }
}
