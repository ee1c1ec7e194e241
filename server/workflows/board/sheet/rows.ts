import type { RunRow, Said, Standing } from '../../contract.ts'
import { lineOf } from './cells.ts'

type Language = 'fr' | 'en'
/** In whose language, by whose clock, and when a table is read. */
export type Reading = { lang: Language, zone: string, now: number }

const HEADS: Record<Language, readonly string[]> = {
  fr: ['Sujet', 'Parcours', 'Phase', 'État', 'Prochaine étape', 'Qui', 'Depuis (jours)', 'Échéance', 'Ticket', 'Commencé', 'Fini'],
  en: ['Subject', 'Workflow', 'Phase', 'Standing', 'Next step', 'Who', 'Since (days)', 'Due', 'Ticket', 'Started', 'Ended'],
}
const STANDINGS: Record<Language, Record<Standing, string>> = {
  fr: { blocked: 'Bloqué', agent: 'À l’équipe', member: 'Au membre', machine: 'La machine y travaille', date: 'Attend une date', cancelling: 'En cours d’annulation', finished: 'Terminé', cancelled: 'Annulé' },
  en: { blocked: 'Blocked', agent: 'With the team', member: 'With the member', machine: 'The machine is at it', date: 'Waits for a date', cancelling: 'Being cancelled', finished: 'Finished', cancelled: 'Cancelled' },
}
// French programs for tables expect semicolons, as their numbers have commas.
const SEPARATORS: Record<Language, string> = { fr: ';', en: ',' }
const BOM = '\uFEFF'
const DAY_MS = 86_400_000

/** The first line, behind the mark by which programs for tables know UTF-8. */
export const headLine = (lang: Language): string => BOM + lineOf(HEADS[lang], SEPARATORS[lang])

/** A run as a line of the table. */
export function sheetLine(run: RunRow, reading: Reading): string {
  const { lang, zone } = reading
  const say = (said: Said | undefined) => said ? said[lang] || said.fr || said.en : ''
  return lineOf([
    run.subject, say(run.workflow.title), say(run.phase?.title), STANDINGS[lang][run.standing], ...ahead(run, { ...reading, say }),
    run.ticket?.reference ?? '', inZone(run.startedAt, zone), run.endedAt === null ? '' : inZone(run.endedAt, zone),
  ], SEPARATORS[lang])
}

/** Its next step, who is asked, for how many days, and until when: nothing, where it is over. */
function ahead({ next, owner, role, since, dueAt, endedAt, aheadMs }: RunRow, { say, now, zone }: Reading & { say: (said: Said | undefined) => string }) {
  const who = owner?.name ?? role ?? ''
  if (endedAt !== null) return ['', who, '', '']
  return [say(next?.title), who, Math.max(0, Math.floor((now + aheadMs - since) / DAY_MS)), dueAt === null ? '' : inZone(dueAt, zone)]
}

/** As tables sort it: 2026-11-22 18:02. */
const inZone = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(at)

/** The zone by that name, or UTC where there is none. */
export function knownZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  }
  catch {
    return 'UTC'
  }
}
