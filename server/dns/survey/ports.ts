import type { PartName } from './contract.ts'
import type { SurveyFacts } from './facts.ts'

/** The parts that a survey is made of. */
export type Found = Pick<SurveyFacts, PartName>

/** Looks at a domain within a minute; `told` hears of each part when it has come. Never throws for what others do. */
export type LookAtDomain = (domain: string, told?: (parts: Partial<Found>) => void, signal?: AbortSignal) => Promise<Found>
