import { inject, provide, ref, type InjectionKey, type Ref } from 'vue'
import { recall, remember } from '../ui/memory.ts'

const told: InjectionKey<Ref<boolean>> = Symbol('english')

/** Whether English is written beside the French; kept in this browser. */
export function offerEnglish(): Ref<boolean> {
  const english = ref(recall('compose-english') === 'on')
  provide(told, english)
  return english
}

export const keepEnglish = (on: boolean) => remember('compose-english', on ? 'on' : 'off')

/** Whether the parts of the editor ask for English. */
export const useEnglish = () => inject(told, () => ref(false), true)
