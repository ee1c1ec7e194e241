import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, reactive } from 'vue'
import { AuditChoices, AuditPage } from '../../../server/audit/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'
import { dayAfter, startOfDay } from './days.ts'

/** What is asked for, as the form has it: empty for everything. Days are those of the reader's calendar, both included. */
export type AuditQuestion = { agent: string, kind: string, from: string, until: string }

function askedFor({ agent, kind, from, until }: AuditQuestion, cursor: number | null): string {
  const asked = { agent, kind, from: startOfDay(from), until: dayAfter(until), cursor }
  const given = Object.entries(asked).filter(([, value]) => value !== '' && value !== null && value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}

/** The audit log, page by page, as the form asks for it. */
export function useAudit() {
  const question = reactive<AuditQuestion>({ agent: '', kind: '', from: '', until: '' })
  const { data: choices } = useQuery({ queryKey: [...keys.audit, 'choices'], queryFn: ({ signal }) => send({ method: 'GET', path: '/audit/choices', signal }, AuditChoices) })
  const query = useInfiniteQuery({
    queryKey: [...keys.audit, 'lines', question],
    queryFn: ({ pageParam, signal }) => send({ method: 'GET', path: `/audit?${askedFor(question, pageParam)}`, signal }, AuditPage),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  const lines = computed(() => query.data.value?.pages.flatMap(page => page.lines) ?? [])
  return { question, choices, lines, ...query }
}
