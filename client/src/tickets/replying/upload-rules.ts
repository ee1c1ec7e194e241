import { MAX_FILE, MAX_FILES } from '../../../../server/tickets/drafts/contract.ts'

const MAX_COUNT = 30

/** Why a file cannot go with this mail; undefined when it can. `held` are the sizes of those that do already. */
export function refusalOf(size: number, held: readonly number[]): 'empty' | 'file' | 'all' | 'count' | undefined {
  if (size === 0) return 'empty'
  if (size > MAX_FILE) return 'file'
  if (held.length >= MAX_COUNT) return 'count'
  return held.reduce((sum, one) => sum + one, size) > MAX_FILES ? 'all' : undefined
}

/** The part of sending a file that is done, as whole percents; the last one is the server's answer. */
export const percent = (part: number) => Math.min(99, Math.floor(part * 100))
