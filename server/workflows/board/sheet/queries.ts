import type { Db } from '../../../platform/db.ts'
import type { RunSheet } from '../contract.ts'
import { runPage, type Reader } from '../queries.ts'
import { headLine, knownZone, sheetLine } from './rows.ts'

const AT_ONCE = 300

/** The runs of a filter as a table, page by page: nobody's memory holds all of it. */
export async function* sheetOf(db: Db, { lang, zone, ...filter }: RunSheet, reader: Reader): AsyncGenerator<string> {
  const reading = { lang, zone: knownZone(zone), now: reader.now }
  yield headLine(lang)
  let cursor: string | undefined
  do {
    const { runs, next } = await runPage(db, { ...filter, limit: AT_ONCE, ...cursor === undefined ? {} : { cursor } }, reader)
    yield runs.map(run => sheetLine(run, reading)).join('')
    cursor = next ?? undefined
  } while (cursor !== undefined)
}
