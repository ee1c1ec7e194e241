import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { SourceSettingsList, SourceTested, type SourceInput } from '../../../server/channels/sources/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** The lists and forums with all that can be set of them, and what their keepers do. Each act answers when the list is up to date. */
export function useSourceSettings() {
  const client = useQueryClient()
  const list = useQuery({ queryKey: keys.sourceSettings, queryFn: ({ signal }) => send({ method: 'GET', path: '/sources/settings', signal }, SourceSettingsList) })
  const keep = async (answer: Promise<SourceSettingsList>) => {
    client.setQueryData(keys.sourceSettings, await answer)
    await client.invalidateQueries({ queryKey: keys.sources, exact: true })
  }
  return {
    ...list,
    /** A new one, or, with its id, one that there is. */
    save: (id: number | undefined, input: SourceInput) =>
      keep(send(id === undefined ? { method: 'POST', path: '/sources', body: input } : { method: 'PUT', path: `/sources/${id}`, body: input }, SourceSettingsList)),
  }
}

/** What is understood of a message as it came. */
export const tryMessage = (message: string): Promise<SourceTested> => send({ method: 'POST', path: '/sources/test', body: { message } }, SourceTested)
