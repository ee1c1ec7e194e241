/**
 * Collects what is told and works it off in turns: the first at once, the next not sooner than `gap` milliseconds after,
 * and never two together, so that a burst neither floods the server nor starves the screen.
 */
export function refresher<T>(work: (told: T[]) => Promise<unknown>, gap = 250) {
  let told: T[] = []
  let running = false

  async function run() {
    running = true
    while (told.length) {
      const turn = told
      told = []
      // A refetch that fails shows on the screen by itself.
      await Promise.allSettled([work(turn), new Promise(resolve => setTimeout(resolve, gap))])
    }
    running = false
  }

  return (news: readonly T[]) => {
    told.push(...news)
    if (!running) void run()
  }
}
