import { contexts } from './contexts.ts'
import { addressed, disguises, schemes } from './disguises.ts'
import { vectors, type Vector, type Wish } from './vectors.ts'

/** One hostile piece of HTML; its number stands in what it would run or ask for. */
export type Payload = { id: number, html: string }

/** What number `id` would do: leave its number in the window above all, and ask for its own address at `place`. */
export function wishOf(id: number, place: string): Wish {
  const url = `${place}/${id}`
  return { url, code: `(top.ran??=[]).push(${id}),import(\`${url}\`)` }
}

const links: readonly Vector[] = schemes.flatMap(written => addressed.flatMap(at => [
  ({ code }: Wish) => at(`${written('javascript:')}${code.replaceAll('"', '&quot;')}`)({ code, url: '' }),
]))

const dataLinks: readonly Vector[] = schemes.flatMap(written => addressed.slice(0, 5).map(at => ({ code, url }: Wish) => at(`${written('data:')}text/html,<script>${code}</script>`)({ code, url })))

/** Everything by everything: each vector in each context, disguised in turn, and each address in each writing. */
function* composed(): Generator<Vector> {
  yield* links
  yield* dataLinks
  for (const [row, vector] of vectors.entries())
    for (const [column, context] of contexts.entries()) {
      const disguise = disguises[(row + column) % disguises.length] ?? (markup => markup)
      yield wish => context(disguise(vector(wish)))
    }
}

/** So many payloads, evenly out of all, always the same and no two alike; all of them when no number is given. */
export function hostilePayloads(place: string, most = Infinity): Payload[] {
  const all = [...composed()]
  const step = Math.max(1, all.length / most)
  const seen = new Set<string>()
  const payloads: Payload[] = []
  for (let at = 0; at < all.length; at += step) {
    const [id, vector] = [Math.floor(at), all[Math.floor(at)]]
    const html = vector?.(wishOf(id, place)) ?? ''
    const bare = vector?.({ code: 'x', url: 'y' }) ?? ''
    if (!seen.has(bare)) payloads.push({ id, html })
    seen.add(bare)
  }
  return payloads
}

/** Each vector as it is, without anything around it: what a browser obeys when nothing protects it. */
export const plainPayloads = (place: string): Payload[] => vectors.map((vector, id) => ({ id, html: vector(wishOf(id, place)) }))
