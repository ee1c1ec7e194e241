import { lineOf } from '../board/sheet/cells.ts'
import type { Said } from '../contract.ts'
import type { Deed, Figures, Spread, Waited, Waits } from './contract.ts'

type Language = 'fr' | 'en'

const HEADS: Record<Language, readonly string[]> = { fr: ['Partie', 'Quoi', 'Mesure', 'Valeur'], en: ['Part', 'What', 'Measure', 'Value'] }
const PARTS: Record<Language, Record<'runs' | 'months' | 'took' | 'waited' | 'phases' | 'deeds' | 'endings' | 'copied' | 'steps' | 'causes', string>> = {
  fr: { runs: 'Parcours', months: 'Mois', took: 'Durée', waited: 'Attente', phases: 'Phases', deeds: 'Gestes de l’équipe', endings: 'Domaines', copied: 'Courrier copié', steps: 'Étapes', causes: 'Causes' },
  en: { runs: 'Runs', months: 'Months', took: 'Duration', waited: 'Waiting', phases: 'Phases', deeds: 'Acts of the team', endings: 'Domains', copied: 'Mail copied', steps: 'Steps', causes: 'Causes' },
}
const MEASURES = {
  began: { fr: 'commencés', en: 'begun' }, finished: { fr: 'aboutis', en: 'ended well' }, givenUp: { fr: 'abandonnés', en: 'given up' }, goingOn: { fr: 'en cours', en: 'going on' },
  median: { fr: 'médiane (jours)', en: 'median (days)' }, slow: { fr: 'neuf sur dix en moins de (jours)', en: 'nine in ten within (days)' }, days: { fr: 'jours', en: 'days' },
  total: { fr: 'en tout', en: 'in all' }, middle: { fr: 'médiane par parcours', en: 'median a run' }, most: { fr: 'au plus pour un parcours', en: 'most for one run' }, count: { fr: 'nombre', en: 'number' },
  mailboxes: { fr: 'boîtes', en: 'mailboxes' }, messages: { fr: 'messages', en: 'messages' }, bytes: { fr: 'octets', en: 'bytes' },
  stopped: { fr: 'arrêts', en: 'stops' }, anew: { fr: 'redemandes', en: 'asked anew' }, again: { fr: 'nouveaux essais', en: 'tried again' }, runs: { fr: 'parcours touchés', en: 'runs concerned' }, stood: { fr: 'jours à l’arrêt', en: 'days stopped' },
} as const
const WAITS: Record<Waits, Said> = { member: { fr: 'Le membre', en: 'The member' }, team: { fr: 'L’équipe', en: 'The team' }, date: { fr: 'Une date', en: 'A date' }, outside: { fr: 'Le dehors', en: 'The outside' }, machine: { fr: 'La machine', en: 'The machine' } }
const DEEDS: Record<Deed, Said> = {
  'filled': { fr: 'Formulaires remplis', en: 'Forms filled in' }, 'ticked': { fr: 'Tâches faites', en: 'Tasks done' }, 'agreed': { fr: 'Feux verts', en: 'Go-aheads' }, 'declined': { fr: 'Refus', en: 'Refusals' },
  'retried': { fr: 'Relances', en: 'Other attempts' }, 'skipped': { fr: 'Étapes passées', en: 'Steps skipped' }, 'undo-asked': { fr: 'Retours en arrière', en: 'Steps taken back' }, 'cancelled': { fr: 'Annulations', en: 'Cancellations' },
}
const SEPARATORS: Record<Language, string> = { fr: ';', en: ',' }
const BOM = '\uFEFF'
const DAY_MS = 86_400_000

type Line = [part: keyof typeof PARTS['fr'], what: Said | string, measure: keyof typeof MEASURES, value: number | string]

/** The figures as one table, a number a line: what a program for tables can sort and add up. */
export function figuresSheet(figures: Figures, lang: Language): string {
  const words = (said: Said | string) => typeof said === 'string' ? said : said[lang] || said.fr || said.en
  const lines = linesOf(figures, ms => daysIn(ms, lang)).map(([part, what, measure, value]) => [PARTS[lang][part], words(what), MEASURES[measure][lang], value])
  return BOM + [HEADS[lang], ...lines].map(line => lineOf(line, SEPARATORS[lang])).join('')
}

/** Days with one decimal, as the language writes it. */
const daysIn = (ms: number, lang: Language) => (ms / DAY_MS).toFixed(1).replace('.', lang === 'fr' ? ',' : '.')

function linesOf(figures: Figures, days: (ms: number) => string): Line[] {
  const { workflow: { title }, counts, months, took, deeds, copied } = figures
  const spread = (part: Line[0], what: Said, { median, slow }: Spread): Line[] => [[part, what, 'median', days(median)], [part, what, 'slow', days(slow)]]
  const waited = (part: Line[0], sums: Waited, name: (waits: Said) => Said): Line[] => (Object.entries(sums) as [Waits, number][]).map(([waits, ms]) => [part, name(WAITS[waits]), 'days', days(ms)])
  const stumbles = (part: 'steps' | 'causes'): Line[] => figures[part].flatMap(({ title: what, stood, ...sums }) => [
    ...(['stopped', 'anew', 'again', 'runs'] as const).map((measure): Line => [part, what, measure, sums[measure]]), [part, what, 'stood', days(stood)],
  ])
  return [
    ...(['began', 'finished', 'givenUp', 'goingOn'] as const).map((measure): Line => ['runs', title, measure, counts[measure]]),
    ...months.flatMap(({ month, ...sums }) => (['began', 'finished', 'givenUp'] as const).map((measure): Line => ['months', month, measure, sums[measure]])),
    ...took ? spread('took', title, took) : [],
    ...waited('waited', figures.waited, name => name),
    ...figures.phases.flatMap(phase => [...spread('phases', phase.title, phase.took), ...waited('phases', phase.waited, ({ fr, en }) => ({ fr: `${phase.title.fr} · ${fr}`, en: `${phase.title.en || phase.title.fr} · ${en}` }))]),
    ['deeds', title, 'total', deeds.total], ['deeds', title, 'middle', deeds.median], ['deeds', title, 'most', deeds.most],
    ...deeds.kinds.map(({ kind, count }): Line => ['deeds', DEEDS[kind], 'count', count]),
    ...figures.endings.map(({ ending, runs }): Line => ['endings', ending, 'count', runs]),
    ...copied ? (['mailboxes', 'messages', 'bytes'] as const).map((measure): Line => ['copied', title, measure, copied[measure]]) : [],
    ...stumbles('steps'), ...stumbles('causes'),
  ]
}
