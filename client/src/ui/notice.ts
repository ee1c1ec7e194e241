import { shallowRef } from 'vue'
import type { RouteLocationRaw } from 'vue-router'

/** What was just done, in a sentence, and how to go to it or take it back. */
export type Notice = {
  words: string
  link?: { words: string, to: RouteLocationRaw }
  undo?: { words: string, run: () => Promise<unknown> }
}

/** What is being told; it goes away by itself. */
export const notice = shallowRef<Notice>()

/** Tells it, instead of what was told before. */
export const tell = (told: Notice) => { notice.value = told }
