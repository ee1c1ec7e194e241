import type { NameUse } from '../cel/compiling.ts'
import { evaluate, expressionsIn, namesIn, problemIn } from '../conditions.ts'
import type { Definition } from '../schema.ts'
import { error, placesOf, warning, type KnownPorts, type Place, type Problem } from './places.ts'
import { scopeOf, scopeOfItem, scopeOfMessage, scopeOfStart, type Scope } from './scopes.ts'
import { textsBefore, textsOf, textsOfStart, type Called } from './texts.ts'

/** An expression where it stands. `sealed`: a secret may be handed on here, unopened. */
type Used = { step: string | null, called: string, expression: string, scope: Scope, sealed?: boolean }

function nameProblem({ name, member }: NameUse, { called, scope }: Used): string | undefined {
  const gives = scope.names.get(name)
  if (!gives) {
    if (name === 'item') return `In ${called}, “item” means nothing: it is only known within an \`each\`.`
    return scope.later.has(name)
      ? `In ${called}, “${name}” is not known yet: this step does not come after it. Add “${name}” to its \`after\`.`
      : `In ${called}, “${name}” means nothing: neither a step that comes before nor \`start\` has this name.`
  }
  if (member === null || gives.members === null || gives.members.has(member)) return undefined
  const known = [...gives.members].join(', ')
  return name === 'start'
    ? `In ${called}, “start.${member}” means nothing: no such field is asked for when the run is started.`
    : `In ${called}, “${name}.${member}” means nothing: ${known ? `“${name}” gives ${known}` : `“${name}” gives nothing`}.`
}

const isSecret = ({ name, member }: NameUse, scope: Scope): boolean => member !== null && (scope.names.get(name)?.secrets.has(member) ?? false)

function secretProblem(use: NameUse, { called, expression, scope, sealed }: Used): string | undefined {
  if (use.tested || !isSecret(use, scope)) return undefined
  if (sealed && expression.trim() === `${use.name}.${use.member}`) return undefined
  return `In ${called}, “${use.name}.${use.member}” is a secret, which nobody sees. Only \`has(${use.name}.${use.member})\` may be asked.`
}

function problemsOfUse(used: Used): Problem[] {
  const unreadable = problemIn(used.expression)
  if (unreadable !== null) return [error(used.step, `${used.called.charAt(0).toUpperCase()}${used.called.slice(1)} cannot be read: ${unreadable}`)]
  const says = namesIn(used.expression).flatMap(use => [nameProblem(use, used) ?? secretProblem(use, used) ?? []].flat())
  return [...new Set(says)].map(sentence => error(used.step, sentence))
}

function problemsOfText(step: string | null, { called, text }: Called, scope: Scope): Problem[] {
  return (['fr', 'en'] as const).flatMap(language => [
    ...expressionsIn(text[language]).flatMap(expression => problemsOfUse({ step, called: `${called} (${language})`, expression, scope })),
    ...text[language].replaceAll(/\{\{[\s\S]*?\}\}/g, '').includes('{{') ? [warning(step, `In ${called} (${language}), a {{ is never closed.`)] : [],
  ])
}

function usesOf({ step, label }: Place, scope: Scope): Used[] {
  const use = (called: string, expression: string | undefined, more: Partial<Used> = {}): Used[] => expression === undefined ? [] : [{ step: label, called, expression, scope, ...more }]
  const call = step.kind === 'action' || step.kind === 'probe' ? step : step.kind === 'task' ? step.probe : undefined
  return [
    ...use('`when`', step.when),
    ...call ? Object.entries(call.with).flatMap(([name, expression]) => use(`\`with.${name}\``, expression, { sealed: true })) : [],
    ...step.kind === 'timer' ? use('`until`', step.until) : [],
    ...step.kind === 'each' ? [...use('`over`', step.over), ...use('`name`', step.name, { scope: scopeOfItem(scope) })] : [],
  ]
}

const isSaid = ({ step }: Place, { text }: Called): boolean => step.kind === 'message' && text === step.text

/** A condition that does not depend on anything. */
function constantProblems({ step, label }: Place): Problem[] {
  if (step.when === undefined || problemIn(step.when) !== null || namesIn(step.when).length > 0) return []
  const result = evaluate(step.when, {})
  if ('problem' in result || typeof result.value !== 'boolean') return [error(label, '`when` is neither true nor false.')]
  return [result.value ? warning(label, '`when` is always true. Take it out.') : error(label, 'It is never reached: `when` is always false.')]
}

/** Expressions that cannot be read, that use what is not known by then, or that would show a secret. */
export function expressionProblems(definition: Definition, ports?: KnownPorts): Problem[] {
  const nothing: Scope = { names: new Map(), later: new Set() }
  return [
    ...textsBefore(definition).flatMap(called => problemsOfText(null, called, nothing)),
    ...textsOfStart(definition).flatMap(called => problemsOfText(null, called, scopeOfStart(definition))),
    ...placesOf(definition).flatMap((place) => {
      const scope = scopeOf(place, definition, ports)
      return [...usesOf(place, scope).flatMap(problemsOfUse), ...textsOf(place).flatMap(called => problemsOfText(place.label, called, isSaid(place, called) ? scopeOfMessage(scope) : scope)), ...constantProblems(place)]
    }),
  ]
}
