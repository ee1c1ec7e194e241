import type { EachStep } from '../definition/schema.ts'
import { beginStep } from './beginning.ts'
import { finish, type Move } from './move.ts'
import { placeOf, type Place } from './places.ts'
import { isSettled, type Path } from './progress.ts'

/** Begins whatever may begin, until nothing more does; then says whether the run is finished. */
export function settle(move: Move) {
  while (beginReady(move) || closeItems(move));
  if (move.definition.steps.every(({ id }) => isSettled(move.steps[id]))) {
    move.state = 'finished'
    move.effects.push({ do: 'end', at: move.at })
  }
}

const isPending = (move: Move, path: Path) => move.steps[path] === undefined || move.steps[path].state === 'pending'

function beginReady(move: Move): boolean {
  let begun = false
  for (const place of places(move)) {
    if (!isPending(move, place.path) || !place.after.every(before => isSettled(move.steps[before]))) continue
    beginStep(move, place)
    begun = true
  }
  return begun
}

/** Every place of the run that can begin now or later: the steps, and the inner steps of the items of each open `each`. */
function* places(move: Move): Generator<Place> {
  for (const step of move.definition.steps) {
    yield placeOf(move.definition, step)
    if (step.kind === 'each' && move.steps[step.id]?.state === 'open') yield* innerPlaces(move, step)
  }
}

function* innerPlaces(move: Move, step: EachStep): Generator<Place> {
  const count = move.items[step.id]?.length ?? 0
  for (let index = 0; index < count; index++) {
    for (const inner of step.steps) yield placeOf(move.definition, inner, { each: step, index })
  }
}

function closeItems(move: Move): boolean {
  let closed = false
  for (const step of move.definition.steps) {
    if (step.kind !== 'each' || move.steps[step.id]?.state !== 'open') continue
    const paths = [...innerPlaces(move, step)].map(({ path }) => path)
    if (!paths.every(path => isSettled(move.steps[path]))) continue
    finish(move, step.id, { count: move.items[step.id]?.length ?? 0, skipped: paths.filter(path => move.steps[path]?.state === 'skipped').length })
    closed = true
  }
  return closed
}
