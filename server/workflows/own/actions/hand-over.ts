import { z } from 'zod'
import { asked } from '../../asked.ts'
import type { SecretMark } from '../../engine/progress.ts'
import type { ActionPort } from '../../ports.ts'
import { isSecretMark } from '../../runs/words-of.ts'

const MOST_DAYS = 90
// Expressions give numbers; a definition may say `'30'`.
const Given = z.object({ label: z.string().trim().min(1).max(300), kind: z.enum(['password', 'code', 'other']).default('password'), days: z.coerce.number().int().min(1).max(MOST_DAYS).default(14) })

/** `member.hand-over`: hands a secret of the run to its member, who sees it once, on their page or by a link that they may hand on. Nothing but the run is touched: the secret is sealed again in the transaction that notes this as done. */
export const handOverAction: ActionPort = {
  takes: { needed: ['secret', 'label'], optional: ['kind', 'days'] },
  gives: ['days'],
  inside: true,
  async ensure({ with: given, run, secret }) {
    const { label, kind, days } = asked(Given, given)
    const mark = given['secret']
    // What a rehearsal has no secret for is shown all the same.
    const [value, secretId] = isSecretMark(mark) || !run.rehearsal ? [await secret(mark), (mark as SecretMark).secret] : ['REPETITION-1234', 0]
    return { done: { days }, handed: { secret: value, secretId, kind, label, days } }
  },
}
