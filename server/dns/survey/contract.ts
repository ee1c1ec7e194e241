import { z } from 'zod'

/** A sentence in both languages of the console. */
export const Said = z.object({ fr: z.string(), en: z.string() })
export type Said = z.infer<typeof Said>

/** The parts of a survey, in the order in which they are shown. */
export const partNames = ['registration', 'delegation', 'zone', 'mail', 'web'] as const
export const PartName = z.enum(partNames)
export type PartName = z.infer<typeof PartName>

/** What a finding is: it keeps the domain from leaving, is lost by leaving, must be done by hand, should be looked at, or is as it should be. */
export const weights = ['blocks', 'lost', 'manual', 'doubt', 'good'] as const
export const Weight = z.enum(weights)
export type Weight = z.infer<typeof Weight>

/** Something that was asked of somebody, and what came. */
export const Seen = z.object({ asked: z.string(), of: z.string(), answered: z.string(), at: z.number() })

export const Finding = z.object({
  /** One stable word: docs/survey.md has them all. */
  code: z.string(),
  weight: Weight,
  part: PartName,
  /** When what blocks is over by itself. */
  until: z.number().nullable(),
  /** Who can lift what blocks: time alone, the member at the registrar, or neither. */
  lifts: z.enum(['time', 'member', 'others']).nullable(),
  says: Said,
  evidence: z.array(Seen),
})
export type Finding = z.infer<typeof Finding>

/** What comes next, in the order in which nothing breaks. `from`: not before. */
export const PlanStep = z.object({ code: z.string(), says: Said, from: z.number().nullable() })
export type PlanStep = z.infer<typeof PlanStep>

/** Whether the domain can leave: at once, from a day on, once the member has done something, not as things are; or nobody could say. */
export const headlines = ['now', 'from', 'after', 'blocked', 'unknown'] as const
export const Plan = z.object({ headline: z.object({ kind: z.enum(headlines), at: z.number().nullable(), says: Said }), findings: z.array(Finding), steps: z.array(PlanStep) })
export type Plan = z.infer<typeof Plan>

/** How far a survey is. `broken-off`: whoever looked was stopped; it can be asked for again. */
export const SurveyState = z.enum(['running', 'done', 'broken-off'])
export type SurveyState = z.infer<typeof SurveyState>

export const SurveySummary = z.object({
  id: z.number().int(),
  domain: z.string(),
  /** As people write it: `café.fr`. */
  shown: z.string(),
  ticketId: z.number().int().nullable(),
  askedBy: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  state: SurveyState,
  at: z.number(),
  headline: Plan.shape.headline.nullable(),
})
export type SurveySummary = z.infer<typeof SurveySummary>

export const ShownServer = z.object({ name: z.string(), address: z.string(), ours: z.boolean(), udp: z.boolean(), tcp: z.boolean(), serial: z.number().nullable(), failure: z.string().nullable() })
export const ShownRecord = z.object({ name: z.string(), ttl: z.number(), type: z.string(), data: z.string() })

export const SurveyDetail = SurveySummary.extend({
  parts: z.array(z.object({ part: PartName, state: z.enum(['waiting', 'found', 'failed']), failure: z.string().nullable() })),
  registrar: z.string().nullable(),
  expiresAt: z.number().nullable(),
  plan: Plan.nullable(),
  servers: z.array(ShownServer),
  records: z.array(ShownRecord),
})
export type SurveyDetail = z.infer<typeof SurveyDetail>

/** POST /api/surveys: a domain, the address of a page or an e-mail address. Answers the survey as it begins. */
export const SurveyRequest = z.object({ domain: z.string().max(2000), ticketId: z.number().int().positive().nullish() })
export type SurveyRequest = z.infer<typeof SurveyRequest>

/** GET /api/surveys?domain=&ticketId=: the newest first; without a filter, those of everybody. */
export const SurveyQuery = z.object({ domain: z.string().max(253).optional(), ticketId: z.coerce.number().int().positive().optional() })
export const SurveyList = z.object({ surveys: z.array(SurveySummary) })
export type SurveyList = z.infer<typeof SurveyList>

/** GET /api/surveys/:id */
export const SurveyAnswer = z.object({ survey: SurveyDetail })
export type SurveyAnswer = z.infer<typeof SurveyAnswer>
