import { getPublicSuffix } from 'tldts'
import { defaults, table } from './table.ts'
import type { TldRules } from './tld-rules.ts'

/** The rules for a domain, which is written in A-labels: those of the longest end of its name that has some, or the usual ones. */
export function rulesOf(domain: string): TldRules {
  const suffix = getPublicSuffix(domain) ?? domain.slice(domain.lastIndexOf('.') + 1)
  const ends = suffix.split('.').map((_, index, labels) => labels.slice(index).join('.'))
  const found = ends.find(end => Object.hasOwn(table, end))
  const isCountry = /^(..|xn--.*)$/.test(ends.at(-1) ?? '')
  return { suffix, ...(found === undefined ? undefined : table[found]) ?? defaults[isCountry ? 'cctld' : 'gtld'] }
}
