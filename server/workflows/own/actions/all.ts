import type { ActionPort } from '../../ports.ts'
import { handOverAction } from './hand-over.ts'
import { noteAction } from './note.ts'
import type { OwnWorld } from './once.ts'
import { statusAction } from './status.ts'

/** What any workflow can do in our own database. */
export const ownActions = (world: OwnWorld): Record<string, ActionPort> => ({ 'member.hand-over': handOverAction, 'ticket.note': noteAction(world), 'ticket.status': statusAction(world) })
