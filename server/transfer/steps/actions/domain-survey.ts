import type { Ours } from '../../../dns/survey/ground.ts'
import type { LookAtDomain } from '../../../dns/survey/ports.ts'
import { judged } from '../../../dns/survey/view.ts'
import type { Result } from '../../../workflows/engine/progress.ts'
import type { ActionPort, Call, ProbePort } from '../../../workflows/ports.ts'
import { SURVEY_GIVES, surveyResult } from '../survey-result.ts'
import { movableDomain } from '../transfer-asked.ts'

type SurveyWorld = { lookAtDomain: LookAtDomain, ours: Ours }

const port = { takes: { needed: ['domain'] }, gives: SURVEY_GIVES } as const

/** `domain.survey`: looks at a domain and gives what there is to know, whatever it is. It changes nothing, and may be done again. */
export const domainSurveyAction = (world: SurveyWorld): ActionPort => ({
  ...port,
  ensure: async call => ({ done: (await look(world, call)).result }),
})

/** `domain.can-leave`: passes once nothing keeps a domain from leaving but what its member can lift; until then it says what does. */
export const domainCanLeaveProbe = (world: SurveyWorld): ProbePort => ({
  ...port,
  async look(call) {
    const { result, says } = await look(world, call)
    return { passed: result['eligible'] === true, says, result }
  },
})

async function look({ lookAtDomain, ours }: SurveyWorld, { with: given, now, signal }: Call): Promise<{ result: Result, says: string }> {
  const domain = movableDomain(given['domain'])
  const facts = { domain, at: now, ...await lookAtDomain(domain, undefined, signal) }
  const plan = judged(facts, ours)
  return { result: surveyResult(facts, plan, ours), says: `${domain}: ${plan.headline.says.en}` }
}
