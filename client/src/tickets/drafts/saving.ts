import type { QueryClient } from '@tanstack/vue-query'
import { Drafts, type DraftContent } from '../../../../server/tickets/drafts/contract.ts'
import { draftKey, drafts, type LocalDraft } from '../../drafts.ts'
import { HttpFailure, send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { serverNow } from '../../server-clock.ts'
import { isEmpty, nextRevision, nothing, reconciled } from './reconciled.ts'

const PAUSE = 600
const AGAIN = [2_000, 5_000, 15_000, 30_000]
/** Browsers let at most 64 kB outlive a page. */
const KEPT_ALIVE = 60_000

const timers = new Map<string, ReturnType<typeof setTimeout>>()
const tries = new Map<string, number>()
const blank: LocalDraft = { content: null, revision: 0, known: 0, state: 'saved' }

type Place = { client: QueryClient, ticketId: number, kind: string }

/** Writes in a draft: it is here at once, and at the server after the next pause. */
export function changeDraft(place: Place, content: DraftContent) {
  const key = draftKey(place.ticketId, place.kind)
  const before = drafts.get(key) ?? blank
  drafts.set(key, { ...before, content, revision: nextRevision(serverNow(), before), state: 'changed' })
  later(place, PAUSE)
}

/** It was sent: what is still on its way to the server comes too late. */
export function forgetDraft({ client, ticketId, kind }: Place, revision: number) {
  const key = draftKey(ticketId, kind)
  clearTimeout(timers.get(key))
  const known = Math.max(revision, drafts.get(key)?.known ?? 0)
  drafts.set(key, { content: null, revision: known, known, state: 'saved' })
  void client.cancelQueries({ queryKey: keys.drafts(ticketId) })
  client.setQueryData<Drafts>(keys.drafts(ticketId), stored => stored && { drafts: stored.drafts.filter(draft => draft.kind !== kind) })
}

/** Takes over what the server has of this ticket. */
export function takeStored(client: QueryClient, ticketId: number, stored: Drafts) {
  const here = [...drafts.keys()].filter(key => key.startsWith(`${ticketId}/`)).map(key => key.slice(key.indexOf('/') + 1))
  for (const kind of new Set([...here, ...stored.drafts.map(draft => draft.kind)])) {
    const key = draftKey(ticketId, kind)
    const held = reconciled(drafts.get(key), stored.drafts.find(draft => draft.kind === kind))
    if (held) drafts.set(key, held)
    if (held?.state === 'changed') later({ client, ticketId, kind }, PAUSE)
  }
}

/** Saves now what was changed, without waiting for a pause. */
export function saveAll(client: QueryClient, ticketId: number, keepalive = false) {
  for (const [key, { state }] of drafts) {
    if (state !== 'saved' && key.startsWith(`${ticketId}/`)) void save({ client, ticketId, kind: key.slice(key.indexOf('/') + 1) }, keepalive)
  }
}

function later(place: Place, pause: number) {
  const key = draftKey(place.ticketId, place.kind)
  clearTimeout(timers.get(key))
  timers.set(key, setTimeout(() => void save(place), pause))
}

async function save({ client, ticketId, kind }: Place, keepalive = false) {
  const key = draftKey(ticketId, kind)
  clearTimeout(timers.get(key))
  const draft = drafts.get(key)
  if (!draft || draft.state === 'saved') return
  const { revision } = draft
  const body = { revision, content: draft.content && !isEmpty(draft.content) ? draft.content : null }
  drafts.set(key, { ...draft, known: Math.max(draft.known, revision), state: 'saving' })
  try {
    const stored = await send({ method: 'PUT', path: `/tickets/${ticketId}/drafts/${kind}`, body, keepalive: keepalive && JSON.stringify(body).length < KEPT_ALIVE }, Drafts)
    tries.delete(key)
    settle(key, revision, 'saved')
    await client.cancelQueries({ queryKey: keys.drafts(ticketId) })
    client.setQueryData<Drafts>(keys.drafts(ticketId), stored)
    takeStored(client, ticketId, stored)
  }
  catch (error) {
    settle(key, revision, 'failed')
    if (error instanceof HttpFailure) recover({ client, ticketId, kind }, error)
  }
}

/** A saving that did not go through: tried again where that can help, also after signing in again. */
function recover(place: Place, { code, status }: HttpFailure) {
  if (code === 'unauthenticated') place.client.setQueryData(keys.session, null)
  if (status === 0 || status === 401 || status === 429 || status >= 500) again(place)
}

/** What was written meanwhile has another saving to come. */
function settle(key: string, revision: number, state: 'saved' | 'failed') {
  const draft = drafts.get(key)
  if (draft?.revision === revision && draft.state === 'saving') drafts.set(key, { ...draft, state })
}

function again(place: Place) {
  const key = draftKey(place.ticketId, place.kind)
  const count = tries.get(key) ?? 0
  tries.set(key, count + 1)
  later(place, AGAIN[Math.min(count, AGAIN.length - 1)] ?? 0)
}

/** What is being written there, as far as this page knows. */
export const contentOf = (ticketId: number, kind: string) => drafts.get(draftKey(ticketId, kind))?.content ?? nothing

/** The kinds of which something is begun on a ticket, the latest first. */
export function begunOn(ticketId: number): string[] {
  const begun = [...drafts].filter(([key, { content }]) => key.startsWith(`${ticketId}/`) && content && !isEmpty(content))
  return begun.sort(([, a], [, b]) => b.revision - a.revision).map(([key]) => key.slice(key.indexOf('/') + 1))
}
