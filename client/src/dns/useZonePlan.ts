import { useMutation } from '@tanstack/vue-query'
import { computed, ref, toValue, type MaybeRefOrGetter } from 'vue'
import { LONGEST_ZONE, ZonePlanAnswer, ZoneRefusal, type ZonePlanRequest } from '../../../server/transfer/zones/contract.ts'
import { useFailureWords } from '../failure.ts'
import { HttpFailure, send } from '../http.ts'
import { useZoneWords } from './useZoneWords.ts'

/** What somebody wishes to know of a zone; `from`: where it comes from. */
export type ZoneWish = { from: 'survey' | 'pasted', text: string, mail: boolean, web: boolean, mailHost: string, webAddresses: string }

/** A wish as the server reads it: what is not written is not said. */
export function requestOf({ from, text, mail, web, mailHost, webAddresses }: ZoneWish, { domain, surveyId }: { domain: string, surveyId: number }): ZonePlanRequest {
  const addresses = webAddresses.split(/[\s,;]+/).filter(Boolean)
  return {
    domain, mail, web, ...from === 'pasted' ? { zone: text } : { surveyId },
    ...mailHost.trim() === '' ? {} : { mailHost: mailHost.trim() }, ...addresses.length === 0 ? {} : { webAddresses: addresses },
  }
}

/** Asks what becomes of a zone; the last answer stays until the next, and a refusal is said with the lines it is about. */
export function useZonePlan(place: MaybeRefOrGetter<{ domain: string, surveyId: number }>) {
  const { t } = useZoneWords()
  const words = useFailureWords()
  const plan = ref<ZonePlanAnswer>()
  const isTooLong = ref(false)
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (wish: ZoneWish) => send({ method: 'POST', path: '/zones/plan', body: requestOf(wish, toValue(place)) }, ZonePlanAnswer),
    onSuccess: (answer) => { plan.value = answer },
    onError: () => { plan.value = undefined },
  })
  function ask(wish: ZoneWish) {
    reset()
    isTooLong.value = wish.from === 'pasted' && wish.text.length > LONGEST_ZONE
    if (!isTooLong.value) mutate(wish)
  }
  const refusal = computed(() => error.value instanceof HttpFailure ? ZoneRefusal.safeParse(error.value.answer).data : undefined)
  const failure = computed(() => {
    if (isTooLong.value) return t('zonePlan.why.too-long')
    if (refusal.value) return t(`zonePlan.why.${refusal.value.why}`)
    return error.value ? words(error.value) : undefined
  })
  return { plan, ask, isPending, failure, refusal }
}
