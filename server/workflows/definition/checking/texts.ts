import type { Definition, Field, Text } from '../schema.ts'
import { error, placesOf, warning, type Place, type Problem } from './places.ts'

/** A text of a definition, and what it is called there. */
export type Called = { called: string, text: Text }

const LANGUAGES = { fr: 'French', en: 'English' } as const

const textsOfField = ({ name, label, help, options }: Field): Called[] => [
  { called: `the label of “${name}”`, text: label },
  ...help ? [{ called: `the help of “${name}”`, text: help }] : [],
  ...(options ?? []).map(option => ({ called: `the option “${option.value}” of “${name}”`, text: option.label })),
]

const PARTS = ['why', 'how', 'checked', 'takes', 'undone'] as const

/** The texts of a step. */
export function textsOf({ step }: Place): Called[] {
  return [
    { called: 'its title', text: step.title },
    ...PARTS.flatMap(part => step[part] ? [{ called: `its \`${part}\``, text: step[part] }] : []),
    ...step.kind === 'message' ? [{ called: 'its text', text: step.text }] : [],
    ...step.kind === 'form' ? step.fields.flatMap(textsOfField) : [],
  ]
}

/** The texts of a definition that are said before anything is known. */
export function textsBefore({ title, about, phases, start }: Definition): Called[] {
  return [
    { called: 'the title', text: title },
    ...about ? [{ called: '`about`', text: about }] : [],
    ...phases.map(phase => ({ called: `the phase “${phase.id}”`, text: phase.title })),
    ...start.flatMap(textsOfField),
  ]
}

/** The texts that know what a run was begun with, and nothing more. */
export const textsOfStart = ({ subject, phases }: Definition): Called[] => [
  ...subject ? [{ called: '`subject`', text: subject }] : [],
  ...phases.flatMap(({ id, says }) => says ? [{ called: `what the phase “${id}” says`, text: says }] : []),
]

function missing(step: string | null, { called, text }: Called): Problem[] {
  const lacking = (['fr', 'en'] as const).filter(language => text[language] === '').map(language => LANGUAGES[language])
  return lacking.length === 0 ? [] : [error(step, `${called.charAt(0).toUpperCase()}${called.slice(1)} is missing in ${lacking.join(' and in ')}.`)]
}

const EXPLAINED: Readonly<Record<string, readonly ('why' | 'how')[]>> = {
  form: ['why'], task: ['why', 'how'], probe: ['why'], action: ['why', 'how'], gate: ['why', 'how'], each: ['why'],
}

function unexplained({ step, label }: Place): Problem[] {
  const lacking = (EXPLAINED[step.kind] ?? []).filter(part => step[part] === undefined)
  return lacking.map(part => warning(label, part === 'why' ? 'Nobody is told why it is done. Add `why`.' : 'Nobody is told how it is done. Add `how`.'))
}

/** What is not said in French or in English. Whatever is said is said in both; a title always is. */
export function textProblems(definition: Definition): Problem[] {
  return [
    ...[...textsBefore(definition), ...textsOfStart(definition)].flatMap(called => missing(null, called)),
    ...placesOf(definition).flatMap(place => [...textsOf(place).flatMap(called => missing(place.label, called)), ...unexplained(place)]),
  ]
}
