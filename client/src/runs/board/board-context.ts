import { inject, provide, type InjectionKey, type Ref } from 'vue'
import type { BoardWords } from './useBoardWords.ts'

/** What every card of the board knows: the words, the time, who looks. */
export type BoardContext = BoardWords & { now: Readonly<Ref<number>>, agentId: () => number | undefined, roleWords: (role: string) => string }

const key: InjectionKey<BoardContext> = Symbol('board')

export const tellBoard = (context: BoardContext) => provide(key, context)

/** Asked for below the page of the board only. */
export function useToldBoard(): BoardContext {
  const told = inject(key)
  if (!told) throw new Error('This stands on the board alone')
  return told
}
