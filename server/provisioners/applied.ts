import type { Applied, Hosting } from './hosting.ts'

/** How far an account has come: what still waits for the hosting's own jobs, and what they could not do. */
export type Standing = { state: Applied['state'], waiting: string[], failed: { what: string, says: string | null }[] }

/** Whether everything of these domains (of all, without) is applied. A domain that is not there yet waits. */
export function standingOf({ domains, robots }: Pick<Hosting, 'domains' | 'robots'>, names: readonly string[] = domains.map(({ name }) => name)): Standing {
  const parts = names.flatMap((name): { what: string, applied: Applied }[] => {
    const domain = domains.find(one => one.name === name)
    if (!domain) return [{ what: name, applied: { state: 'waiting', says: null } }]
    return [
      { what: name, applied: domain.applied },
      ...domain.entries.filter(({ enabled }) => enabled).map(entry => ({ what: `${entry.name === '' ? '@' : entry.name} ${entry.kind} (${name})`, applied: entry.applied })),
      ...robots.filter(robot => robot.domain === name).map(robot => ({ what: robot.host, applied: robot.applied })),
    ]
  })
  const failed = parts.filter(({ applied }) => applied.state === 'failed').map(({ what, applied }) => ({ what, says: applied.says }))
  const waiting = parts.filter(({ applied }) => applied.state === 'waiting').map(({ what }) => what)
  return { state: failed.length > 0 ? 'failed' : waiting.length > 0 ? 'waiting' : 'applied', waiting, failed }
}
