import { Piscina } from 'piscina'
import { limits } from '../channels/understanding/limits.ts'
import type { MessageHtml } from '../tickets/messages/ports.ts'
import type { RemotePicture } from '../tickets/pictures/remote.ts'
import { answerTask, type HtmlTask } from './message-html.thread.ts'

/** What is shorter is done before a thread has been asked. */
const SHORT = 60_000

/** Reads HTML for being shown: what is long in one thread, begun when it is first needed. */
export function messageHtml(): MessageHtml & { close: () => Promise<void> } {
  let pool: Piscina<HtmlTask, string | RemotePicture[]> | undefined
  const answer = async (task: HtmlTask) => {
    if (task.html.length <= SHORT) return answerTask(task)
    pool ??= new Piscina({ filename: new URL('./message-html.thread.ts', import.meta.url).href, name: 'answerTask', minThreads: 0, maxThreads: 1, idleTimeout: 60_000, resourceLimits: { maxOldGenerationSizeMb: limits.heapMb } })
    return pool.run(task)
  }
  return {
    shown: async (html, showing) => String(await answer({ html, showing })),
    remotePictures: async html => await answer({ html, showing: null }) as RemotePicture[],
    close: async () => { await pool?.close() },
  }
}
