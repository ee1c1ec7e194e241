import type { Ref } from 'vue'
import { useShortcuts } from '../ui/useShortcuts.ts'
import { railViews, type ViewName } from './views.ts'

type Column = { move: (step: 1 | -1) => void, enter: () => unknown, search: () => void }
type Pane = { takeOrHandBack: () => void, write: (what: 'reply' | 'note' | 'question') => void, undo: () => void, start: () => void, join: () => void, copy: () => void, read: () => void }
type Console = {
  column: Readonly<Ref<Column | null>>
  pane: Readonly<Ref<Pane | null>>
  help: Ref<boolean>
  open: () => void
  toList: () => unknown
  toView: (view: ViewName) => unknown
  toRuns: () => unknown
  isOpen: Readonly<Ref<boolean>>
}

/** The console by keyboard. What is here is listed in ShortcutHelp. */
export function useConsoleKeys({ column, pane, help, open, toList, toView, toRuns, isOpen }: Console) {
  const toViews = Object.fromEntries(railViews.map((view, index) => [String(index + 1), () => { void toView(view) }]))
  useShortcuts({
    ...toViews,
    'j': () => column.value?.move(1),
    'k': () => column.value?.move(-1),
    '/': () => column.value?.search(),
    't': () => pane.value?.takeOrHandBack(),
    'r': () => pane.value?.write('reply'),
    'n': () => pane.value?.write('note'),
    'a': () => pane.value?.write('question'),
    'z': () => pane.value?.undo(),
    'w': () => pane.value?.start(),
    'm': () => pane.value?.join(),
    'p': () => { void toRuns() },
    '+': open,
    'N': open,
    'c': () => pane.value?.copy(),
    '?': () => { help.value = true },
    'Escape': () => { if (isOpen.value) void toList() },
  })
}
