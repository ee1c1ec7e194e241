import type { RunDetail, RunRow, StepView } from '../../../server/workflows/contract.ts'

/** Where a step is on the path: behind, before us, or where something is going on. */
export type Place = 'past' | 'here' | 'coming'
/** How an item of an `each` stands, by what people look for first. */
export type ItemStand = 'failed' | 'asked' | 'going' | 'coming' | 'done'
export type EachItem = { name: string, stand: ItemStand, at: StepView | undefined, steps: StepView[] }
/** `troubled`: it has failed, or something within it has. */
export type PathStep = { step: StepView, place: Place, current: boolean, troubled: boolean, phase: string | null }

const SETTLED = new Set<StepView['state']>(['done', 'skipped', 'undone'])

export const placeOf = ({ state }: StepView): Place => SETTLED.has(state) ? 'past' : state === 'pending' ? 'coming' : 'here'
export const isEnded = ({ standing }: RunRow) => standing === 'finished' || standing === 'cancelled'

/** The path of the one step that counts now: the server's word for it, else what has failed, else what is open. Within an `each`, the `each`. */
function currentPath({ run, steps }: RunDetail): string | undefined {
  if (isEnded(run)) return undefined
  const open = steps.filter(step => placeOf(step) === 'here')
  const said = open.find(({ path }) => path === run.next?.path)
  const current = said ?? open.find(({ state }) => state === 'failed') ?? open[0]
  return current?.within ?? current?.path
}

/** Passed over because it does not apply here, not by somebody with a reason. */
export const isBeside = ({ state, reason }: StepView): boolean => state === 'skipped' && reason === null

/** The steps that are not an item's, in their order, `without` those that need not be seen; `phase` on the first of each phase. Of a run that is over, nothing is still to come. */
export function pathOf(detail: RunDetail, without: (step: StepView) => boolean = () => false): PathStep[] {
  const current = currentPath(detail)
  const failed = new Set(detail.steps.filter(({ state }) => state === 'failed').map(({ within, path }) => within ?? path))
  const [titles, named] = [new Map(detail.phases.map(({ id, title }) => [id, title])), new Set<string>()]
  return detail.steps
    .filter(step => step.within === null && !without(step))
    .map((step) => {
      const first = step.phase !== null && titles.has(step.phase) && !named.has(step.phase)
      if (first && step.phase !== null) named.add(step.phase)
      return { step, place: placeOf(step), current: step.path === current, troubled: failed.has(step.path), phase: first ? step.phase : null }
    })
}

/** How each phase stands, in their order. */
export function phasesOf({ run, phases, steps }: RunDetail) {
  const here = phases.findIndex(({ id }) => id === run.phase?.id)
  return phases.map((phase, index) => {
    const own = steps.filter(step => step.phase === phase.id && step.within === null)
    const done = own.filter(step => placeOf(step) === 'past').length
    const isPast = run.standing === 'finished' || (own.length > 0 && done === own.length)
    const place: Place = index === here && !isEnded(run) ? 'here' : isPast ? 'past' : 'coming'
    return { ...phase, place, part: own.length ? done / own.length : 0 }
  })
}

const ORDER: readonly ItemStand[] = ['failed', 'asked', 'going', 'coming', 'done']

function standOf(steps: readonly StepView[]): Pick<EachItem, 'stand' | 'at'> {
  const open = steps.filter(step => placeOf(step) === 'here')
  const failed = open.find(({ state }) => state === 'failed')
  if (failed) return { stand: 'failed', at: failed }
  const asked = open.find(({ state }) => state === 'asked')
  if (asked) return { stand: 'asked', at: asked }
  if (open[0]) return { stand: 'going', at: open[0] }
  const coming = steps.find(step => placeOf(step) === 'coming')
  // Between two steps, an item that has begun is on its way.
  return coming ? { stand: steps.some(step => placeOf(step) === 'past') ? 'going' : 'coming', at: coming } : { stand: 'done', at: undefined }
}

/** The items of an `each`: those first that somebody must look at. */
export function itemsOf(steps: readonly StepView[], each: string): EachItem[] {
  const inner = steps.filter(({ within }) => within === each)
  const byItem = Map.groupBy(inner, ({ item }) => item ?? '')
  return [...byItem]
    .map(([name, own]) => ({ name, steps: own, ...standOf(own) }))
    .sort((a, b) => ORDER.indexOf(a.stand) - ORDER.indexOf(b.stand))
}

/** How many items stand how; what none does is left out. */
export const countsOf = (items: readonly EachItem[]) =>
  ORDER.map(stand => ({ stand, count: items.filter(item => item.stand === stand).length })).filter(({ count }) => count > 0)
