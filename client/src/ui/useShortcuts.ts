import { onScopeDispose, ref } from 'vue'
import { recall, remember } from './memory.ts'

const enabled = ref(recall('shortcuts') !== 'off')

/** Whether single keys are shortcuts; some people must be able to turn them off (WCAG 2.1.4). */
export const shortcutsEnabled = {
  get value() { return enabled.value },
  set value(on: boolean) {
    enabled.value = on
    remember('shortcuts', on ? 'on' : 'off')
  },
}

const WRITES = 'input, textarea, select, [contenteditable="true"]'
const OVERLAYS = '[role="dialog"], [role="menu"], [role="listbox"]'

function isForUs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false
  const target = event.target instanceof Element ? event.target : null
  return !target?.closest(`${WRITES}, ${OVERLAYS}`)
}

/** Single keys that do something anywhere but where one writes. A key is what it prints, wherever it is on the keyboard. */
export function useShortcuts(shortcuts: Record<string, (event: KeyboardEvent) => void>) {
  const listen = (event: KeyboardEvent) => {
    const act = shortcuts[event.key]
    if (!act || !isForUs(event)) return
    if (!enabled.value && event.key !== 'Escape') return
    event.preventDefault()
    act(event)
  }
  addEventListener('keydown', listen)
  onScopeDispose(() => removeEventListener('keydown', listen))
}
