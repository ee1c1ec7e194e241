/** Asks `source` for up to `depth` items before they are wanted, so that fetching goes on while the former are stored. Order is kept; a failure comes where it happened. */
export async function* ahead<T>(source: AsyncIterator<T>, depth: number): AsyncGenerator<T> {
  const asked: Promise<IteratorResult<T>>[] = []
  const ask = () => {
    const next = source.next()
    // It is thrown when its turn comes; until then nobody listens.
    next.catch(() => undefined)
    asked.push(next)
  }
  for (let i = 0; i < depth; i += 1) ask()
  try {
    for (;;) {
      const next = asked.shift()
      if (!next) return
      const { value, done } = await next
      if (done) return
      ask()
      yield value
    }
  }
  finally {
    await source.return?.()
  }
}
