import type { ZoneComparison, ZoneRow } from '../../../server/dns/zone/contract.ts'
import { CATEGORIES, type useZoneWords } from './useZoneWords.ts'

/** A comparison to keep or to send: what is objected to, then each category with what went (`-`), came (`+`) and was planned (`?`). */
export function comparisonText({ zone, rows, objections, handOver }: ZoneComparison, { t, say }: ReturnType<typeof useZoneWords>): string {
  const sections = CATEGORIES.map(category => ({ category, of: rows.filter(row => row.category === category) })).filter(({ of }) => of.length > 0)
  return [
    t('zones.label', { zone }),
    ...objections.length > 0 ? ['', t('zones.objections'), ...objections.map(({ name, why }) => `! ${name} ${say(why)}`)] : [],
    ...sections.flatMap(({ category, of }) => ['', `${t(`zones.category.${category}`)} (${of.length})`, ...of.flatMap(row => linesOf(row, say))]),
    ...handOver ? ['', t('zones.handOver'), t('zones.where', { where: say(handOver.where) }), handOver.lines] : [],
    '',
  ].join('\n')
}

function linesOf(row: ZoneRow, say: ReturnType<typeof useZoneWords>['say']): string[] {
  const record = (ttl: number | null) => (data: string) => `${row.name} ${ttl ?? ''} ${row.type} ${data}`
  const [gone, came] = [row.old.filter(data => !row.new.includes(data)), row.new.filter(data => !row.old.includes(data))]
  const stayed = row.new.filter(data => row.old.includes(data))
  const planned = row.expected.filter(data => !row.new.includes(data))
  return [
    ...row.why ? [`# ${say(row.why)}`] : [],
    ...stayed.map(record(row.newTtl)).map(line => `  ${line}`),
    ...gone.map(record(row.oldTtl)).map(line => `- ${line}`),
    ...came.map(record(row.newTtl)).map(line => `+ ${line}`),
    ...planned.map(record(row.newTtl)).map(line => `? ${line}`),
  ]
}
