import type { LookAtWeb } from '../../ports.ts'
import type { WebLook } from '../../looks.ts'
import type { Part, WebFacts } from '../facts.ts'
import { firstPages, nextPage, seenOf } from '../looking.ts'

const MOST_HOPS = 5

/** Looks at the site of a domain, with and without www and TLS, and at the pages it leads to, each once. */
export async function findWeb({ look, clock }: { look: LookAtWeb, clock: () => Date }, domain: string, signal?: AbortSignal): Promise<Part<WebFacts>> {
  const looked = new Map<string, Promise<WebLook>>()
  const at = (url: string) => {
    const known = looked.get(url) ?? look({ url, ...signal ? { signal } : {} })
    looked.set(url, known)
    return known
  }
  await Promise.all(firstPages(domain).map(async (page) => {
    let next: string | undefined = page
    for (let hop = 0; hop <= MOST_HOPS && next !== undefined && !signal?.aborted; hop += 1) next = nextPage(await at(next))
  }))
  const looks = await Promise.all(looked.values())
  return { facts: { looks }, failure: null, seen: looks.map(one => seenOf(one, clock().getTime())) }
}
