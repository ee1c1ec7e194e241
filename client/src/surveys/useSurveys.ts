import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { SurveyAnswer, SurveyList, type SurveyRequest } from '../../../server/dns/survey/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

// Its parts are told live; where that does not come through, it is looked at by itself.
const LOOK_EVERY_MS = 3_000

/** The latest surveys of everybody. */
export const useSurveyList = () => useQuery({
  queryKey: [...keys.surveys, 'list'],
  queryFn: async ({ signal }) => (await send({ method: 'GET', path: '/surveys', signal }, SurveyList)).surveys,
})

/** One survey, as it comes. */
export const useSurvey = (id: MaybeRefOrGetter<number | undefined>) => useQuery({
  queryKey: computed(() => keys.survey(toValue(id) ?? 0)),
  queryFn: async ({ signal }) => (await send({ method: 'GET', path: `/surveys/${toValue(id)}`, signal }, SurveyAnswer)).survey,
  enabled: () => toValue(id) !== undefined,
  refetchInterval: ({ state }) => state.data?.state === 'running' ? LOOK_EVERY_MS : false,
})

/** Asks for a survey; answers it as it begins. */
export function useAskSurvey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: SurveyRequest) => (await send({ method: 'POST', path: '/surveys', body }, SurveyAnswer)).survey,
    onSuccess: (survey) => {
      client.setQueryData(keys.survey(survey.id), survey)
      return client.invalidateQueries({ queryKey: [...keys.surveys, 'list'] })
    },
  })
}
