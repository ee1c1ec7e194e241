import type { Context } from '../../../platform/context.ts'
import { removeSurveys } from '../store.ts'

const KEPT_MS = 90 * 24 * 3600_000
const AT_ONCE = 200

/** Forgets surveys that are ninety days old: nothing of them is true any more. Answers how many. */
export const forgetSurveys = ({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> => removeSurveys(db, now.getTime() - KEPT_MS, AT_ONCE)
