import { partNames, type PartName, type SurveyState } from './contract.ts'
import type { Part, SurveyFacts } from './facts.ts'

/** Longer than any survey takes: who looked was stopped. */
const LONGEST_MS = 2 * 60_000
const MOST_RECORDS = 3_000
const MOST_SEEN = 300

type Found = Pick<SurveyFacts, PartName>

/** The parts of a survey before anybody has looked. */
export const unlooked = (): Found => Object.fromEntries(partNames.map(name => [name, { facts: null, failure: null, seen: [] } satisfies Part<never>])) as unknown as Found

/** The parts that have come, as they are kept: of what is there in masses, the first. */
export function textOf(parts: Partial<Found>): string {
  const { zone, ...others } = parts
  const shorter = zone?.facts ? { zone: { ...zone, facts: { ...zone.facts, records: zone.facts.records.slice(0, MOST_RECORDS), whole: zone.facts.whole && zone.facts.records.length <= MOST_RECORDS } } } : zone ? { zone } : {}
  return JSON.stringify(Object.fromEntries(Object.entries({ ...others, ...shorter }).map(([name, part]) => [name, { ...part, seen: part.seen.slice(0, MOST_SEEN) }])))
}

/** What is kept of a survey, and which parts have come. */
export function factsIn(text: string, { domain, at }: { domain: string, at: number }): { facts: SurveyFacts, come: PartName[] } {
  const parts = JSON.parse(text) as Partial<Found>
  return { facts: { domain, at, ...unlooked(), ...parts }, come: partNames.filter(name => parts[name] !== undefined) }
}

/** How far a survey is; one that was never ended by whoever looked is broken off. */
export const stateOf = ({ state, createdAt }: { state: string, createdAt: number }, now: number): SurveyState =>
  state === 'done' ? 'done' : state === 'running' && now - createdAt < LONGEST_MS ? 'running' : 'broken-off'
