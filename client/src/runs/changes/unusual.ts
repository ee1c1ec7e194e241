import type { RunChanges } from '../../../../server/transfer/changes/contract.ts'

/** Whether a careful person looks before this is agreed to with others. */
export const isUnusual = (changes: RunChanges | undefined): boolean => changes?.marks.some(({ unusual }) => unusual) ?? false

/** The counts that there is something to say of, in the order in which they are said. */
export const countsSaid = ({ counts }: RunChanges): { kind: keyof RunChanges['counts'], count: number }[] =>
  (['kept', 'changed', 'left', 'byHand', 'other'] as const).map(kind => ({ kind, count: counts[kind] })).filter(({ count }) => count > 0)
