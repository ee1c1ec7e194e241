import type { Definition, StepOf } from '../schema.ts'
import { beforeOf, error, outerOf, placesOf, warning, type KnownPorts, type Place, type PortFacts, type Problem } from './places.ts'

/** The gates that a step comes after: beside it, and before the `each` that it is in. */
function gatesBefore(place: Place, definition: Definition): StepOf<'gate'>[] {
  const { all } = beforeOf(place)
  const own = place.beside.flatMap(step => step.kind === 'gate' && all.has(step.id) && step.id !== place.step.id ? [step] : [])
  return place.each ? [...own, ...gatesBefore(outerOf(definition, place.each), definition)] : own
}

function gateProblems(place: Place, definition: Definition): Problem[] {
  const gates = gatesBefore(place, definition)
  if (gates.length === 0) return [error(place.label, 'It cannot be taken back, and nobody is asked before. Put a `gate` before it.')]
  // A gate that is skipped asks nobody.
  const sure = gates.some(({ when }) => when === undefined || when === place.step.when || when === place.each?.when)
  return sure ? [] : [error(place.label, `It cannot be taken back, and the gate before it (“${gates[0]?.id}”) may be skipped, as it has a condition of its own. Give both the same \`when\`, or the gate none.`)]
}

type Called = { uses: string, with: Readonly<Record<string, string>> }

function portProblems(label: string, { uses, with: given }: Called, ports: Readonly<Record<string, PortFacts>>): Problem[] {
  const port = Object.hasOwn(ports, uses) ? ports[uses] : undefined
  if (!port) return [error(label, `There is no “${uses}” to use here. What there is: ${Object.keys(ports).sort().join(', ') || 'nothing'}.`)]
  return port.takes ? inputProblems(label, { uses, with: given }, port.takes) : []
}

function inputProblems(label: string, { uses, with: given }: Called, { needed, optional = [] }: NonNullable<PortFacts['takes']>): Problem[] {
  const all = [...needed, ...optional]
  return [
    ...Object.keys(given).filter(name => !all.includes(name)).map(name => error(label, `“${uses}” takes no “${name}”. What it takes: ${all.join(', ') || 'nothing'}.`)),
    ...needed.filter(name => !Object.hasOwn(given, name)).map(name => error(label, `“${uses}” needs “${name}”. Add it to \`with\`.`)),
  ]
}

/** Where a step says of what it does something else than the port that does it. */
function contradictions(label: string, step: StepOf<'action'>, ports: KnownPorts): Problem[] {
  const port = Object.hasOwn(ports.actions, step.uses) ? ports.actions[step.uses] : undefined
  return [
    ...port?.irreversible && !step.irreversible ? [error(label, `What “${step.uses}” does cannot be taken back. Say so: \`irreversible: true\`.`)] : [],
    ...step.undo && port && port.undo === undefined ? [error(label, `“${step.uses}” cannot take back what it does. Take \`undo\` out, and say in \`undone\` what a person does.`)] : [],
    ...portProblems(label, step, ports.actions),
  ]
}

function actionProblems(place: Place, definition: Definition, ports?: KnownPorts): Problem[] {
  const { step, label } = place
  if (step.kind !== 'action') return []
  return [
    ...step.irreversible && step.undo ? [error(label, 'It is said to be irreversible, and to have an `undo`. Only one can be true.')] : [],
    ...step.irreversible ? gateProblems(place, definition) : [],
    ...step.asks === undefined ? [] : asksProblems(place, step.asks),
    ...ports ? contradictions(label, step, ports) : [],
  ]
}

/** Between the form and whoever uses its answers nothing may stand that used them already. */
function asksProblems(place: Place, form: string): Problem[] {
  const isForm = place.beside.some(({ id, kind }) => id === form && kind === 'form')
  return isForm && beforeOf(place).direct.includes(form) ? [] : [error(place.label, `It asks “${form}” anew, and that is no form right before it. Put the form into its \`after\`, or take \`asks\` out.`)]
}

function shownProblems({ step, label, beside, order }: Place): Problem[] {
  if (step.kind !== 'gate') return []
  return (step.shows ?? []).flatMap((id) => {
    if (!beside.some(other => other.id === id)) return [error(label, `It shows “${id}”, and there is no such step beside it. Correct its \`shows\`.`)]
    return order.get(id)?.all.has(step.id) ? [] : [error(label, `It shows “${id}”, which does not wait for it. Put “${id}” after this gate, or take it out of \`shows\`.`)]
  })
}

function askedProblems({ step, label }: Place): Problem[] {
  if (!('who' in step) || step.who !== 'member') return []
  return [
    ...step.role !== undefined ? [error(label, `The member is asked, and no role can be. Take \`role: ${step.role}\` out, or ask an agent.`)] : [],
    ...step.shown ? [] : [warning(label, 'The member is asked, and their page does not tell of it. Take `shown: false` out.')],
  ]
}

function timerProblems({ step, label }: Place): Problem[] {
  if (step.kind !== 'timer') return []
  if (step.for === undefined && step.until === undefined) return [error(label, 'It does not say how long it waits. Give it `for` (as in 2d) or `until` (a date).')]
  return step.for !== undefined && step.until !== undefined ? [error(label, 'It has both `for` and `until`. Keep one of them.')] : []
}

function probeProblems({ step, label }: Place, ports?: KnownPorts): Problem[] {
  const probe = step.kind === 'probe' ? step : step.kind === 'task' ? step.probe : undefined
  return probe && ports ? portProblems(label, probe, ports.probes) : []
}

/** What each kind of step asks for beyond its shape. What cannot be taken back is asked of somebody before. */
export function kindProblems(definition: Definition, ports?: KnownPorts): Problem[] {
  return placesOf(definition).flatMap(place => [
    ...actionProblems(place, definition, ports),
    ...shownProblems(place),
    ...askedProblems(place),
    ...timerProblems(place),
    ...probeProblems(place, ports),
  ])
}
