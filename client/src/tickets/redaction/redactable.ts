import type { QueryKey } from '@tanstack/vue-query'
import type { Message } from '../../../../server/tickets/contract.ts'
import { keys } from '../../keys.ts'

/** What words are taken out of: where the server is asked, what there is to choose from, and what else is shown anew. */
export type Redactable = { path: string, text: string, attachments: readonly Pick<Message['attachments'][number], 'id' | 'filename' | 'removed'>[], also: readonly QueryKey[] }

/** A message of a ticket: one that came, an answer, a note. */
export const ofMessage = ({ id, text, attachments }: Message): Redactable => ({ path: `/messages/${id}`, text, attachments, also: [keys.source(id)] })
