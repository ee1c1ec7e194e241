import { MutationCache, QueryCache, QueryClient } from '@tanstack/vue-query'
import { HttpFailure } from './http.ts'

const worthAnotherTry = (error: unknown) => !(error instanceof HttpFailure) || error.status === 0 || error.status >= 500

/** What the console keeps of the server's answers. A session that has expired is noticed here, whoever asked. */
export function makeQueryClient(onExpired: () => void) {
  const onError = (error: unknown) => {
    if (error instanceof HttpFailure && error.code === 'unauthenticated') onExpired()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The browser's idea of being offline is often wrong: ask, and say so when nobody answers.
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && worthAnotherTry(error),
        retryDelay: failures => 400 * 2 ** failures,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
