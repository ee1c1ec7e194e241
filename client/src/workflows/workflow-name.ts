const bare = (title: string) => title.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[^a-z]+|-+$/g, '').slice(0, 50).replace(/-+$/, '')

/** A name for a new workflow, made of its title: it stands in addresses, and is not among those that are taken. */
export function nameFor(title: string, taken: readonly string[]): string {
  const words = bare(title)
  const wanted = words.length > 1 ? words : 'liste'
  let free = wanted
  for (let n = 2; taken.includes(free); n++) free = `${wanted}-${n}`
  return free
}
