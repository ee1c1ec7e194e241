import { predecessors, type Before, type Order } from '../order.ts'
import type { Definition, EachStep, InnerStep, Step } from '../schema.ts'

/** What is to be said of a definition; `step` is `survey`, or `boxes/copy` for a step within an `each`. */
export type Problem = { level: 'error' | 'warning', step: string | null, says: string }

/** What a port says of itself, as far as a definition can be wrong about it. What is absent may be anything; without `undo`, it takes nothing back. */
export type PortFacts = { takes?: { needed: readonly string[], optional?: readonly string[] }, gives?: readonly string[], secrets?: readonly string[], undo?: unknown, irreversible?: boolean }
export type KnownPorts = { actions: Readonly<Record<string, PortFacts>>, probes: Readonly<Record<string, PortFacts>> }

/** A step where it stands: beside which others, after which, and within what. */
export type Place = { step: Step | InnerStep, label: string, beside: readonly (Step | InnerStep)[], order: Order, each: EachStep | null }

const NOTHING: Before = { direct: [], all: new Set() }

export const error = (step: string | null, says: string): Problem => ({ level: 'error', step, says })
export const warning = (step: string | null, says: string): Problem => ({ level: 'warning', step, says })

/** What comes before a step, in its own list. */
export const beforeOf = ({ order, step }: Place): Before => order.get(step.id) ?? NOTHING

/** Every step of a definition, with the steps within an `each` right after it. */
export function placesOf(definition: Definition): Place[] {
  const { steps, within } = predecessors(definition)
  return definition.steps.flatMap((step): Place[] => [
    { step, label: step.id, beside: definition.steps, order: steps, each: null },
    ...step.kind === 'each' ? step.steps.map(inner => ({ step: inner, label: `${step.id}/${inner.id}`, beside: step.steps, order: within.get(step.id) ?? new Map<string, Before>(), each: step })) : [],
  ])
}

/** The place that a step within an `each` leads back to. */
export const outerOf = (definition: Definition, each: EachStep): Place => ({ step: each, label: each.id, beside: definition.steps, order: predecessors(definition).steps, each: null })
