import { useQueryClient } from '@tanstack/vue-query'
import { BulkAnswer, type BulkRequest } from '../../../../server/workflows/bulk/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'

/** Looks through a table, or starts what it asks for; what is shown of runs and tickets follows. */
export function useBulk() {
  const client = useQueryClient()
  const ask = (body: Partial<BulkRequest> & Pick<BulkRequest, 'workflow' | 'csv' | 'batch'>) => send({ method: 'POST', path: '/runs/bulk', body }, BulkAnswer)
  return {
    look: ask,
    start: async (body: Parameters<typeof ask>[0]) => {
      const answer = await ask({ ...body, start: true })
      await Promise.all([keys.runs, keys.tickets].map(queryKey => client.invalidateQueries({ queryKey })))
      return answer
    },
  }
}
