import type { Happened } from './story.ts'

/**
 * The events without looks in vain that another look came after, and without word of an act under way between two others: they are most of
 * a long run's events, and it stands the same without them.
 */
export function thinned(events: readonly Happened[]): Happened[] {
  const next = new Map<string, string>()
  const last = new Map<string, string>()
  const coming = events.map(event => [event, ''] as [Happened, string])
  for (const entry of coming.toReversed()) {
    const [path, what] = [pathOf(entry[0]), whatOf(entry[0])]
    entry[1] = next.get(path) ?? ''
    if (path !== '') next.set(path, what)
  }
  return coming.filter(([event, after]) => {
    const [path, what] = [pathOf(event), whatOf(event)]
    const before = last.get(path)
    if (path !== '') last.set(path, what)
    return what === '' || what !== after || (what.startsWith('going') && before !== what)
  }).map(([event]) => event)
}

const pathOf = ({ told }: Happened) => 'path' in told ? told.path : ''

/** What it repeats, with the round that it belongs to; nothing, where it repeats nothing. */
function whatOf({ told }: Happened): string {
  if (told.type === 'going') return `going ${told.round}`
  if (told.type === 'unseen' || told.type === 'seen') return `look ${told.round}`
  return ''
}
