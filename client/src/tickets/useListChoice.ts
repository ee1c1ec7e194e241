import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { addressOf, choiceOf, type ListChoice } from './list-choice.ts'

/** What the list shows, kept in the address. */
export function useListChoice() {
  const [route, router] = [useRoute(), useRouter()]
  const choice = computed(() => choiceOf(route.query))
  const openId = computed(() => typeof route.params['id'] === 'string' ? Number(route.params['id']) : undefined)

  const linkTo = (change: Partial<ListChoice>) => ({ name: 'list', query: addressOf({ ...choice.value, ...change }) })
  /** Another view begins afresh: its statuses and the words searched for were those of the former. */
  const linkToView = (view: ListChoice['view']) => linkTo({ view, status: undefined, text: '' })
  const linkToTicket = (id: number) => ({ name: 'ticket', params: { id }, query: route.query })

  /** Narrows or sorts the list, and leaves the ticket that is open where it is. */
  const change = (changes: Partial<ListChoice>) => router.replace({ query: addressOf({ ...choice.value, ...changes }) })

  return { choice, openId, linkTo, linkToView, linkToTicket, change }
}
