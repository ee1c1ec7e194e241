/** The ids of the cards, column by column, as they stand on the screen. */
export type Places = readonly (readonly number[])[]
export type Direction = 'up' | 'down' | 'left' | 'right'

/** The card that one comes to from this one; the first where one was nowhere, undefined at an edge. Columns without cards are passed over. */
export function neighbour(places: Places, from: number | undefined, direction: Direction): number | undefined {
  const filled = places.filter(column => column.length > 0)
  const at = filled.findIndex(column => from !== undefined && column.includes(from))
  const column = filled[at]
  if (!column || from === undefined) return filled[0]?.[0]
  const row = column.indexOf(from)
  if (direction === 'up' || direction === 'down') return column[row + (direction === 'down' ? 1 : -1)]
  const beside = filled[at + (direction === 'right' ? 1 : -1)]
  return beside?.[Math.min(row, beside.length - 1)]
}

/** All cards from one to another, both included, column after column. */
export function between(places: Places, one: number, other: number): number[] {
  const all = places.flat()
  const [from, to] = [all.indexOf(one), all.indexOf(other)]
  if (from === -1 || to === -1) return [other]
  return all.slice(Math.min(from, to), Math.max(from, to) + 1)
}
