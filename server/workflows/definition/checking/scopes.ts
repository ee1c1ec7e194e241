import type { Definition, Field, InnerStep, Step, StepOf } from '../schema.ts'
import { beforeOf, outerOf, type KnownPorts, type Place, type PortFacts } from './places.ts'

/** What a name gives: its members (null: they are not known beforehand), and which of them are kept sealed. */
export type Gives = { members: ReadonlySet<string> | null, secrets: ReadonlySet<string> }

/** What an expression may use, and the steps that exist, but are not settled by then. */
export type Scope = { names: ReadonlyMap<string, Gives>, later: ReadonlySet<string> }

const NONE: ReadonlySet<string> = new Set()
const ANYTHING: Gives = { members: null, secrets: NONE }

const ofFields = (fields: readonly Field[]): Gives => ({
  members: new Set(fields.map(({ name }) => name)),
  secrets: new Set(fields.filter(({ type }) => type === 'secret').map(({ name }) => name)),
})

function ofPort(ports: Readonly<Record<string, PortFacts>> | undefined, uses: string, more: readonly string[] = []): Gives {
  const { gives, secrets = [] } = ports?.[uses] ?? {}
  return gives ? { members: new Set([...gives, ...more]), secrets: new Set(secrets) } : ANYTHING
}

const ofTask = ({ probe }: StepOf<'task'>, ports: KnownPorts | undefined): Gives => probe
  ? ofPort(ports?.probes, probe.uses, ['evidence'])
  : { members: new Set(['evidence']), secrets: NONE }

function givesOf(step: Step | InnerStep, ports: KnownPorts | undefined): Gives {
  switch (step.kind) {
    case 'form': return ofFields(step.fields)
    case 'task': return ofTask(step, ports)
    case 'probe':
    case 'action': return ofPort(ports?.[`${step.kind}s`], step.uses)
    case 'each': return { members: new Set(['count', 'skipped']), secrets: NONE }
    case 'gate':
    case 'message':
    case 'timer': return { members: NONE, secrets: NONE }
  }
}

const PAGE = new Map<string, Gives>([['page', { members: NONE, secrets: NONE }]])

/** What the text of a message may use beside: `page`, the address of the member’s page, unless a step is called so. */
export const scopeOfMessage = ({ names, later }: Scope): Scope => ({ names: new Map([...PAGE, ...names]), later })

/** What is known when a run begins. */
export const scopeOfStart = ({ start }: Definition): Scope => ({ names: new Map([['start', ofFields(start)]]), later: NONE })

/** What is known when a step begins. */
export function scopeOf(place: Place, definition: Definition, ports?: KnownPorts): Scope {
  const outer = place.each ? scopeOf(outerOf(definition, place.each), definition, ports) : scopeOfStart(definition)
  const { all } = beforeOf(place)
  const before = place.beside.filter(({ id }) => all.has(id) && id !== place.step.id)
  return {
    names: new Map([...outer.names, ...place.each ? [['item', ANYTHING] as const] : [], ...before.map(step => [step.id, givesOf(step, ports)] as const)]),
    later: new Set([...outer.later, ...place.beside.filter(step => !before.includes(step)).map(({ id }) => id)]),
  }
}

/** What is known of an item when it is named. */
export const scopeOfItem = ({ names, later }: Scope): Scope => ({ names: new Map([...names, ['item', ANYTHING] as const]), later })
