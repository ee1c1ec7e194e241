import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { OwnSessions } from '../../../server/accounts/own/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'
import { useSending } from '../ui/useSending.ts'

/** Where one is signed in, and ending it. */
export function useOwnSessions() {
  const client = useQueryClient()
  const { sending, failure, run } = useSending()
  const { data } = useQuery({ queryKey: keys.ownSessions, queryFn: ({ signal }) => send({ method: 'GET', path: '/account/sessions', signal }, OwnSessions) })
  const keep = (answer: OwnSessions) => client.setQueryData(keys.ownSessions, answer)
  const end = (key: string) => run(async () => keep(await send({ method: 'DELETE', path: `/account/sessions/${key}` }, OwnSessions)))
  const endOthers = () => run(async () => keep(await send({ method: 'POST', path: '/account/sessions/end-others', body: {} }, OwnSessions)))
  return { data, sending, failure, end, endOthers }
}
