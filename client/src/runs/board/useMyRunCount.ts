import { useQuery } from '@tanstack/vue-query'
import { MyRunCount } from '../../../../server/workflows/board/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'

/** How many runs ask something of whoever looks. */
export const useMyRunCount = () => useQuery({ queryKey: [...keys.runs, 'mine', 'count'], queryFn: ({ signal }) => send({ method: 'GET', path: '/runs/mine/count', signal }, MyRunCount) })
