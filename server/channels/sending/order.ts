/** How long a server that was in trouble is asked last. */
export const REST_MS = 60_000

/** The servers in the order to ask them: as configured, but those in trouble last. `troubledUntil` is UTC milliseconds by the name of a server. */
export function inOrder<T extends { name: string }>(servers: readonly T[], troubledUntil: ReadonlyMap<string, number>, now: Date): T[] {
  const isResting = ({ name }: T) => (troubledUntil.get(name) ?? 0) > now.getTime()
  return [...servers.filter(server => !isResting(server)), ...servers.filter(isResting)]
}
