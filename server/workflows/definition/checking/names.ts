import { RESERVED } from '../cel/compiling.ts'
import { problemsOfAnswers } from '../answers.ts'
import type { Definition, Field } from '../schema.ts'
import { beforeOf, error, placesOf, warning, type Place, type Problem } from './places.ts'

const twice = (names: readonly string[]): string[] => [...new Set(names.filter((name, i) => names.indexOf(name) !== i))]

function fieldProblems(step: string | null, fields: readonly Field[]): Problem[] {
  return [
    ...twice(fields.map(({ name }) => name)).map(name => error(step, `Two fields are called “${name}”. Give one of them another name.`)),
    ...fields.filter(field => field.example !== undefined && problemsOfAnswers([field], { [field.name]: field.example }).length > 0).map(({ name }) => warning(step, `The example of “${name}” would not be taken as an answer. Correct it.`)),
    ...fields.flatMap(({ name, type, options }) => [
      ...type === 'choice' && !options?.length ? [error(step, `The field “${name}” is a choice without options. Add \`options\`, each with a value and a label.`)] : [],
      ...type !== 'choice' && options ? [warning(step, `The field “${name}” has options, and is no choice: they are not shown. Make its type \`choice\`, or take them out.`)] : [],
      ...twice((options ?? []).map(({ value }) => value)).map(value => error(step, `The field “${name}” offers “${value}” twice. Take one of them out.`)),
    ]),
  ]
}

function nameProblems({ step, label, each }: Place, definition: Definition): Problem[] {
  return [
    ...RESERVED.has(step.id) ? [error(label, `“${step.id}” has a meaning of its own in conditions, and cannot name a step. Choose another name.`)] : [],
    ...each && definition.steps.some(({ id }) => id === step.id) ? [error(label, `“${step.id}” is also a step outside “${each.id}”, and conditions could not tell them apart. Give one of them another name.`)] : [],
    ...step.phase !== undefined && !definition.phases.some(({ id }) => id === step.phase) ? [error(label, `There is no phase “${step.phase}”. Add it to \`phases\`, or choose one of them.`)] : [],
  ]
}

/** How a circle goes: each waits for the next, and the last for the first. */
function circleOf(from: string, place: Place): string[] {
  const inCircle = (id: string) => place.order.get(id)?.all.has(id) ?? false
  const way = [from]
  for (;;) {
    const next = place.order.get(way.at(-1) ?? from)?.direct.find(id => inCircle(id) && place.order.get(id)?.all.has(from))
    if (next === undefined || way.includes(next)) return [...way, from]
    way.push(next)
  }
}

function orderProblems(place: Place): Problem[] {
  const { step, label, beside, order } = place
  const before = beforeOf(place)
  const unknown = before.direct.filter(id => !order.has(id)).map(id => error(label, `It comes after “${id}”, and there is no such step${place.each ? ` in “${place.each.id}”` : ''}. Correct its \`after\`.`))
  if (before.all.has(step.id)) {
    // One sentence for each circle: at the first of its steps.
    const first = beside.find(({ id }) => before.all.has(id) && order.get(id)?.all.has(step.id))
    return first === step ? [...unknown, error(label, `It waits for itself: ${circleOf(step.id, place).map(id => `“${id}”`).join(' comes after ')}. Take one of them out of \`after\`.`)] : unknown
  }
  const stuck = [...before.all].find(id => order.get(id)?.all.has(id) ?? !order.has(id))
  return stuck === undefined || unknown.length > 0 ? unknown : [error(label, `It is never reached: it comes after “${stuck}”, which ${order.has(stuck) ? 'waits for itself' : 'does not exist'}.`)]
}

/** Names that are taken twice or mean something else, fields that cannot be answered, and steps that cannot be reached. */
export function namingProblems(definition: Definition): Problem[] {
  const places = placesOf(definition)
  return [
    ...fieldProblems(null, definition.start),
    ...twice(definition.phases.map(({ id }) => id)).map(id => error(null, `Two phases are called “${id}”. Give one of them another name.`)),
    ...twice(places.map(({ label }) => label)).map(label => error(label, 'Two steps have this name. Give one of them another.')),
    ...places.flatMap(place => [
      ...nameProblems(place, definition),
      ...orderProblems(place),
      ...place.step.kind === 'form' ? fieldProblems(place.label, place.step.fields) : [],
    ]),
  ]
}
