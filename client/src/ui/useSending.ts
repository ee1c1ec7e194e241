import { useQueryClient } from '@tanstack/vue-query'
import { readonly, ref } from 'vue'
import { keys } from '../keys.ts'
import { useFailureWords } from '../failure.ts'
import { HttpFailure } from '../http.ts'

/** What is said of a refusal with this code, instead of the usual words. */
export type Wording = Partial<Record<HttpFailure['code'], string>>

/** Sends a form: once at a time, and says in the reader's words why it was refused. A session that has ended meanwhile is noticed. */
export function useSending() {
  const [client, words] = [useQueryClient(), useFailureWords()]
  const sending = ref(false)
  const failure = ref<string>()

  /** Answers whether it worked. */
  async function run(work: () => Promise<unknown>, wording: Wording = {}): Promise<boolean> {
    if (sending.value) return false
    sending.value = true
    failure.value = undefined
    try {
      await work()
      return true
    }
    catch (error) {
      const code = error instanceof HttpFailure ? error.code : 'unexpected'
      failure.value = wording[code] ?? words(error)
      if (code === 'unauthenticated' && !wording.unauthenticated) await client.invalidateQueries({ queryKey: keys.session })
      return false
    }
    finally {
      sending.value = false
    }
  }

  return { sending: readonly(sending), failure, run }
}
