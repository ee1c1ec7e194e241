import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { RoleList } from '../../../server/accounts/roles/contract.ts'
import { Invited, Team, type MemberChange, type NewMember } from '../../../server/accounts/team/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** The roles there are. */
export function useRoles() {
  return useQuery({ queryKey: keys.roles, queryFn: ({ signal }) => send({ method: 'GET', path: '/roles', signal }, RoleList) })
}

/** The team, and what its managers do with it. Each act answers when the list is up to date. */
export function useTeam() {
  const client = useQueryClient()
  const team = useQuery({ queryKey: keys.team, queryFn: ({ signal }) => send({ method: 'GET', path: '/team', signal }, Team) })
  const keep = async (answer: Promise<Team>) => { client.setQueryData(keys.team, await answer) }

  async function invited(answer: Promise<Invited>) {
    const invitation = await answer
    await client.invalidateQueries({ queryKey: keys.team })
    return invitation
  }

  const path = (id: number, act = '') => `/team/${id}${act}`
  return {
    ...team,
    invite: (newcomer: NewMember) => invited(send({ method: 'POST', path: '/team', body: newcomer }, Invited)),
    inviteAnew: (id: number) => invited(send({ method: 'POST', path: path(id, '/invitation'), body: {} }, Invited)),
    change: (id: number, change: MemberChange) => keep(send({ method: 'POST', path: path(id), body: change }, Team)),
    endSessions: (id: number) => keep(send({ method: 'POST', path: path(id, '/end-sessions'), body: {} }, Team)),
    removeSecondFactor: (id: number) => keep(send({ method: 'POST', path: path(id, '/remove-second-factor'), body: {} }, Team)),
  }
}
