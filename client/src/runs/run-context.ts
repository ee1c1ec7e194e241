import { inject, provide, type InjectionKey } from 'vue'
import type { RunDetail } from '../../../server/workflows/contract.ts'

const told: InjectionKey<() => RunDetail> = Symbol('run')

/** Tells the parts of a path which run they belong to. */
export const tellRun = (detail: () => RunDetail) => provide(told, detail)

/** The run that is shown. */
export function useToldRun(): () => RunDetail {
  const detail = inject(told)
  if (!detail) throw new Error('A part of a path stands on a path.')
  return detail
}
