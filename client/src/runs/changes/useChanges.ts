import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { ChangesAnswer, ChangesList, type RunChanges } from '../../../../server/transfer/changes/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { changing as en } from '../../locales/en/changing.ts'
import { changing as fr } from '../../locales/fr/changing.ts'

/** The words of what a run changes. */
export function useChangeWords() {
  const { t, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const say = (said: { fr: string, en: string }) => locale.value === 'en' ? said.en : said.fr
  return { t, say }
}

const MOST = 100

/** What each of these runs changes, in one line; asked for once, since it should not change under the reader's eyes. */
export const useChangeLines = (ids: readonly number[], enabled: boolean) => useQuery({
  queryKey: ['changes', ids],
  queryFn: async ({ signal }) => {
    const lines: RunChanges[] = []
    for (let start = 0; start < ids.length; start += MOST) lines.push(...(await send({ method: 'GET', path: `/runs/changes?ids=${ids.slice(start, start + MOST).join(',')}`, signal }, ChangesList)).runs)
    return new Map(lines.map(line => [line.runId, line]))
  },
  enabled,
  staleTime: Infinity,
  gcTime: 0,
})

/** All that a run changes; null where it changes no zone. */
export const useChanges = (runId: MaybeRefOrGetter<number>) => useQuery({
  queryKey: computed(() => [...keys.run(toValue(runId)), 'changes']),
  queryFn: async ({ queryKey, signal }) => (await send({ method: 'GET', path: `/runs/${String(queryKey[2])}/changes`, signal }, ChangesAnswer)).changes,
  // A run that is only shown how it would be has none.
  enabled: () => toValue(runId) > 0,
})
