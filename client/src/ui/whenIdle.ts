/** Loads a part of the page that nobody needs at first, once the browser has nothing better to do. */
export async function whenIdle<T>(load: () => Promise<T>): Promise<T> {
  await new Promise<void>((resolve) => {
    // Safari has no idle callback.
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 3_000 })
    else setTimeout(resolve, 600)
  })
  return load()
}
