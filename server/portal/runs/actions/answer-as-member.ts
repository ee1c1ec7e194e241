import type { Context } from '../../../platform/context.ts'
import { agree, decline, fill, tick } from '../../../workflows/runs/actions/decide.ts'
import type { Keeping } from '../../../workflows/runs/actions/keep-secrets.ts'
import type { Ask } from '../asks.ts'
import type { Sent } from '../sent.ts'

const MEMBER = { by: 'member', isMember: true } as const

/** What was done with it, as the page says thanks for it. */
export type Answered = 'filled' | 'ticked' | 'agreed' | 'declined'

/** The member answers what they are asked. Refused when it was answered meanwhile. */
export async function answerAsMember(context: Context, { runId, kind, sent }: { runId: number, sent: Sent } & Pick<Ask, 'kind'>, { seal }: Keeping): Promise<Answered> {
  const { path, round, deed, word, values } = sent
  const at = { runId, path, round }
  if (kind === 'form') return fill(context, { ...at, values }, { ...MEMBER, seal }).then(() => 'filled')
  if (kind === 'task') return tick(context, { ...at, evidence: word }, MEMBER).then(() => 'ticked')
  if (deed === 'agree') return agree(context, at, MEMBER).then(() => 'agreed')
  return decline(context, { ...at, reason: word }, MEMBER).then(() => 'declined')
}
