import type { TldRules } from '../tlds/tld-rules.ts'
import type { Finding, PartName, Weight } from './contract.ts'
import type { Seen, SurveyFacts } from './facts.ts'

/** Our own servers, in lower case with their last dot. */
export type Ours = { nameServers: readonly string[], mailHosts: readonly string[] }

/** What findings are made from. */
export type Ground = { facts: SurveyFacts, rules: TldRules, ours: Ours, now: number }

type Parts = Pick<Finding, 'says'> & Partial<Pick<Finding, 'until' | 'lifts'>> & { evidence?: readonly Seen[] }

const MOST_EVIDENCE = 8

/** One thing that was found. */
export const finding = ([part, weight, code]: readonly [PartName, Weight, string], { says, until = null, lifts = null, evidence = [] }: Parts): Finding =>
  ({ code, weight, part, until, lifts, says, evidence: evidence.slice(0, MOST_EVIDENCE) })

/** What was asked about one of these names and types. */
export const askedOf = (seen: readonly Seen[], asked: readonly string[]): Seen[] => seen.filter(one => asked.some(text => one.asked.startsWith(text)))

/** Whether a name is that of a machine of Gandi. */
export const isGandi = (name: string) => /(^|\.)(gandi\.net|gandimail\.net)\.?$/i.test(name)
