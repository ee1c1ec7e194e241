import type { RunRow, StepView } from '../../../server/workflows/contract.ts'

/** Who looks at it. */
export type Reader = { id: number | undefined, role: string | undefined }
/** Who or what moves a step next, as a word of the locale's `move`. */
export type Move = 'yours' | 'theirs' | 'team' | 'role' | 'member' | 'gateYours' | 'gate' | 'acting' | 'again' | 'looking' | 'lookingEvery' | 'resumes' | 'undoing' | 'failed'

function askedMove(step: StepView, owner: RunRow['owner'], reader: Reader): Move {
  if (step.mover === 'member') return 'member'
  if (step.kind === 'gate') return step.may.includes('agree') ? 'gateYours' : 'gate'
  if (step.role !== null) return step.role === reader.role ? 'yours' : 'role'
  if (!owner) return 'team'
  return owner.id === reader.id ? 'yours' : 'theirs'
}

/** The states in which no person is asked; of an open `each`, its items say more. */
const moveIn: Partial<Record<StepView['state'], (step: StepView) => Move>> = {
  acting: ({ at, tries }) => at !== null && tries > 0 ? 'again' : 'acting',
  looking: ({ every }) => every === null ? 'looking' : 'lookingEvery',
  waiting: () => 'resumes',
  undoing: () => 'undoing',
  failed: () => 'failed',
}

/** Who is at the next move of a step; undefined when it has not begun or is settled. */
export const moveOf = (step: StepView, owner: RunRow['owner'], reader: Reader): Move | undefined =>
  step.state === 'asked' ? askedMove(step, owner, reader) : moveIn[step.state]?.(step)

/** Whether a person of the team is waited for: what is drawn to the eye. */
export const isForPeople = (move: Move | undefined) => move !== undefined && ['yours', 'theirs', 'team', 'role', 'gateYours', 'gate'].includes(move)

export const moveIcon: Record<Move, string> = {
  yours: 'i-lucide-circle-user', theirs: 'i-lucide-circle-user', team: 'i-lucide-users', role: 'i-lucide-users', member: 'i-lucide-circle-user', gateYours: 'i-lucide-hand', gate: 'i-lucide-hand',
  acting: 'i-lucide-loader-circle', again: 'i-lucide-refresh-cw', looking: 'i-lucide-radar', lookingEvery: 'i-lucide-radar', resumes: 'i-lucide-hourglass', undoing: 'i-lucide-undo-2', failed: 'i-lucide-octagon-alert',
}
