import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { RunAnswer, WorkflowList, type StartRun } from '../../../server/workflows/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** The workflows that a run can be started of. */
export const useWorkflows = () => useQuery({ queryKey: keys.workflows, queryFn: ({ signal }) => send({ method: 'GET', path: '/workflows', signal }, WorkflowList) })

/** Starts a run; what is shown of runs and tickets follows. */
export function useStarting() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: StartRun) => send({ method: 'POST', path: '/runs', body }, RunAnswer),
    onSuccess: () => Promise.all([keys.runs, keys.tickets].map(queryKey => client.invalidateQueries({ queryKey }))),
  })
}
