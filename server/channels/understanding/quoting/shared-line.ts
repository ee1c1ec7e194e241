import { isAnnouncementLine, opensWithDate } from './attribution.ts'

const OPENING = /[\s\u00a0-](?=(?:On|Le|Am|El|Il|Op|Em|Den)[\s\u00a0])/g

/** The writer's own words before an announcement on the same line ("Merci ! Le 23/11/2026 à 10:00, Ann a écrit :"), as programs leave them that lose line breaks; undefined when there are none. */
export function ownBeginning(line: string): string | undefined {
  if (line.length > 1000 || !/[:：]\s*$/.test(line) || opensWithDate(line)) return undefined
  for (const { index } of line.matchAll(OPENING)) {
    const own = line.slice(0, index).replace(/[\s\u00a0-]+$/, '')
    const rest = line.slice(index + 1)
    if (/\p{L}/u.test(own) && opensWithDate(rest) && isAnnouncementLine(rest)) return own
  }
  return undefined
}
