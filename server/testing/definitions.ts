import fc from 'fast-check'
import { problemsOf } from '../workflows/definition/checking.ts'
import { Definition } from '../workflows/definition/schema.ts'

type Made = Record<string, unknown> & { id: string, kind: string, after: string[] }
type Scope = { earlier: readonly Made[], inner: boolean }

const said = (words: string) => ({ fr: words, en: words })
const about = (id: string) => ({ id, title: said(id), why: said('why'), how: said('how') })
const DURATIONS = fc.constantFrom('1m', '15m', '2h', '1d', '5d', '1w')

const optionally = <T>(arbitrary: fc.Arbitrary<T>, key: string) => fc.option(arbitrary, { nil: undefined }).map(value => value === undefined ? {} : { [key]: value })
const together = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<Record<string, unknown>> => fc.tuple(...parts).map(all => Object.assign({}, ...all))

/** Everything that comes before, by names of `after`. */
function behind(after: readonly string[], earlier: readonly Made[]): Set<string> {
  const found = new Set(after)
  for (const step of [...earlier].reverse()) if (found.has(step.id)) step.after.forEach(id => found.add(id))
  return found
}

// Conditions never fail, so that every run can end; half of them depend on what came before.
function whenOver(before: readonly Made[]): fc.Arbitrary<string> {
  const asked = before.flatMap(({ id, kind }) => {
    if (kind === 'form') return [`has(${id}.go) && ${id}.go`, `!has(${id}.go) || ${id}.size < 50`]
    if (kind === 'task') return [`has(${id}.evidence)`]
    return kind === 'action' || kind === 'probe' ? [`!has(${id}.nothing)`, `has(${id}.nothing)`] : []
  })
  return fc.constantFrom('has(start.go) && start.go', '!has(start.go)', ...asked)
}

const asked = together(
  fc.constantFrom({ who: 'agent' }, { who: 'agent', role: 'tech' }, { who: 'member' }),
  optionally(DURATIONS, 'due'),
  optionally(fc.array(DURATIONS, { maxLength: 3 }), 'remind'),
  optionally(DURATIONS.map(after => ({ after, to: 'tech' })), 'escalate'),
)
const FIELDS = [{ name: 'go', label: said('Go'), type: 'yes' }, { name: 'size', label: said('Size'), type: 'number' }, { name: 'code', label: said('Code'), type: 'secret', required: false }]
const probe = together(fc.constant({ uses: 'test.look' }), optionally(DURATIONS, 'every'))

const bodies: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  form: together(asked, fc.constant({ fields: FIELDS })),
  task: together(asked, fc.constantFrom({ evidence: 'none' }, { evidence: 'needed' }, {}), optionally(probe, 'probe')),
  probe: together(probe, optionally(DURATIONS, 'for')),
  action: together(fc.constant({ uses: 'test.act' }), fc.constantFrom({ undo: true }, {}, {}), optionally(fc.integer({ min: 1, max: 5 }), 'tries'), optionally(fc.constantFrom('2h', '3d'), 'insists')),
  gate: asked,
  message: fc.constant({ text: said('hello') }),
  timer: fc.oneof(DURATIONS.map(time => ({ for: time })), fc.constant({ until: '"2027-05-12T00:00:00Z"' })),
}

function oneStep(id: string, { earlier, inner }: Scope): fc.Arbitrary<Made[]> {
  const kinds = Object.keys(bodies)
  return fc.tuple(fc.constantFrom(...kinds, ...inner ? [] : ['each']), fc.subarray(earlier.map(step => step.id), { maxLength: Math.min(3, earlier.length) }), fc.boolean()).chain(([kind, after, irreversible]) => {
    const before = earlier.filter(step => behind(after, earlier).has(step.id))
    const rest = kind === 'each' ? eachBody(id) : bodies[kind]!
    return fc.tuple(rest, fc.option(whenOver(before), { nil: undefined })).map(([body, when]): Made[] => {
      const condition = when === undefined ? {} : { when }
      const step: Made = { ...about(id), kind, ...body, ...condition, after }
      if (kind !== 'action' || !irreversible) return [step]
      // What cannot be taken back waits for a gate that is asked whenever it is done.
      const gate: Made = { ...about(`${id}_gate`), kind: 'gate', ...condition, after }
      return [gate, { ...step, undo: false, irreversible: true, after: [gate.id] }]
    })
  })
}

const stepsOf = (scope: { inner: boolean, name: string, max: number }): fc.Arbitrary<Made[]> => fc.integer({ min: 1, max: scope.max }).chain((count) => {
  let all = fc.constant<Made[]>([])
  for (let i = 0; i < count; i++) all = all.chain(earlier => oneStep(`${scope.name}${i}`, { earlier, inner: scope.inner }).map(more => [...earlier, ...more]))
  return all
})

const eachBody = (id: string) => fc.tuple(fc.integer({ min: 0, max: 3 }), stepsOf({ inner: true, name: `${id}_`, max: 3 })).map(([count, steps]) => ({
  over: `[${Array.from({ length: count }, (_, i) => `{"name": "i${i}"}`).join(', ')}]`, name: 'item.name', steps: shortened(steps),
}))

/** As most people write it: what comes after the step before it does not say so. */
const shortened = (steps: readonly Made[]): Record<string, unknown>[] => steps.map((step, i) => {
  const { after, ...rest } = step
  return after.join() === (steps[i - 1]?.id ?? '') ? rest : step
})

/**
 * Workflows that may be published, of every kind of step, in every order, with conditions over what came before.
 * They use the ports `test.act` (an action) and `test.look` (a probe), and the answer `start.go`.
 */
export function arbitraryDefinition(): fc.Arbitrary<Definition> {
  return stepsOf({ inner: false, name: 's', max: 6 }).map((steps) => {
    const definition = Definition.parse({ workflow: 'generated', title: said('Generated'), due: '4w', start: [FIELDS[0]], steps: shortened(steps) })
    const errors = problemsOf(definition).filter(({ level }) => level === 'error')
    if (errors.length > 0) throw new Error(`The generator is wrong: ${JSON.stringify(errors)}`)
    return definition
  })
}
