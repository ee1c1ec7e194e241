import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { z } from 'zod'
import { Trigger, TriggerList } from '../../../../server/workflows/triggers/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'

const Answer = z.object({ trigger: Trigger })

/** The rules by which new tickets start runs, and what their keepers do. Each act answers when the list is up to date. */
export function useTriggers() {
  const client = useQueryClient()
  const list = useQuery({ queryKey: keys.triggers, queryFn: ({ signal }) => send({ method: 'GET', path: '/workflow-triggers', signal }, TriggerList) })
  const then = async (answer: Promise<unknown>) => {
    await answer
    await client.invalidateQueries({ queryKey: keys.triggers })
  }
  return {
    ...list,
    add: (body: object) => then(send({ method: 'POST', path: '/workflow-triggers', body }, Answer)),
    change: (id: number, body: object) => then(send({ method: 'PATCH', path: `/workflow-triggers/${id}`, body }, Answer)),
    remove: (id: number) => then(send({ method: 'DELETE', path: `/workflow-triggers/${id}` }, z.undefined())),
  }
}
