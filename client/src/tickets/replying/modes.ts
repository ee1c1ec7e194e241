import type { TicketDetail } from '../../../../server/tickets/contract.ts'

/** What is written in the box, and under which kind its draft is kept: an answer to the member, a note, a question to somebody else, or more of such a question. */
export type Mode = 'reply' | 'note' | 'question' | `side-${number}`

type May = { reply: boolean, note: boolean }

/** What one may write on this ticket. */
export const modesFor = ({ reply, note }: May): Mode[] => [...(reply ? ['reply'] as const : []), ...(note ? ['note'] as const : []), ...(reply ? ['question'] as const : [])]

/** The side thread that a mode writes into. */
export const sideIdOf = (mode: string): number | null => mode.startsWith('side-') ? Number(mode.slice(5)) : null

/** The mode a draft belongs to; undefined when there is no such box on this ticket. */
export function modeOf(kind: string, sides: TicketDetail['sides'], modes: readonly Mode[]): Mode | undefined {
  if (sides.some(({ id }) => kind === `side-${id}`) && modes.includes('question')) return kind as Mode
  return modes.find(mode => mode === kind)
}

/** The word by which the sentences of a mode are found. */
export const wordOf = (mode: Mode) => sideIdOf(mode) === null ? mode as Exclude<Mode, `side-${number}`> : 'side'

/** Whether it leaves as a mail. */
export const isMail = (mode: Mode) => mode !== 'note'

/** Where the box begins: with what was begun last, else with an answer if one can be sent. */
export function firstMode(modes: readonly Mode[], begun: readonly Mode[], canSend: boolean): Mode | undefined {
  return begun[0] ?? (canSend ? modes[0] : modes.find(mode => mode === 'note') ?? modes[0])
}
