import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { z } from 'zod'
import { WorkflowSettingsList, WorkflowVersions, WorkflowYaml } from '../../../server/workflows/composing/contract.ts'
import { YamlChecked } from '../../../server/workflows/composing/yaml/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

const pathOf = (name: string) => `/workflows/${encodeURIComponent(name)}`

/** Every workflow: published, retired, or only begun. */
export const useWorkflowSettings = () => useQuery({ queryKey: keys.workflowSettings, queryFn: ({ signal }) => send({ method: 'GET', path: '/workflows/all', signal }, WorkflowSettingsList) })

/** One workflow and its versions, the newest first. */
export const useVersions = (name: MaybeRefOrGetter<string>) => useQuery({
  queryKey: computed(() => keys.workflow(toValue(name))),
  queryFn: ({ queryKey, signal }) => send({ method: 'GET', path: `${pathOf(queryKey[2] ?? '')}/versions`, signal }, WorkflowVersions),
})

/** What a version says, word for word, and how it would look. */
export const useVersionText = (name: MaybeRefOrGetter<string>, number: MaybeRefOrGetter<number>) => useQuery({
  queryKey: computed(() => [...keys.workflow(toValue(name)), 'text', toValue(number)]),
  // Under its own name, or else what is said never changes.
  staleTime: Infinity,
  queryFn: async ({ signal }) => {
    const { yaml } = await send({ method: 'GET', path: `${pathOf(toValue(name))}/versions/${toValue(number)}`, signal }, WorkflowYaml)
    return { yaml, ...await checkYaml(yaml) }
  },
})

/** What is to be said about a text. */
export const checkYaml = (yaml: string) => send({ method: 'POST', path: '/workflows/yaml/check', body: { yaml } }, YamlChecked)

/** All that is shown of workflows is fetched again, but for what is being composed. */
export function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.workflows })
}

export type Change = { name: string } & ({ act: 'retire' | 'restore' } | { act: 'roll-back', number: number } | { act: 'discard' })

/** What an administrator changes of a published workflow, and throwing a draft away. */
export function useChange() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: async (change: Change) => {
      const path = pathOf(change.name)
      if (change.act === 'discard') await send({ method: 'DELETE', path: `${path}/draft` }, z.undefined())
      else await send({ method: 'POST', path: `${path}/${change.act}`, body: change.act === 'roll-back' ? { number: change.number } : {} }, WorkflowVersions)
    },
    onSettled: refresh,
  })
}
