import type { DraftStepKind } from '../../../server/workflows/composing/contract.ts'

/** The kinds of steps, those first that people need most. */
export const kinds: readonly DraftStepKind[] = ['task', 'form', 'message', 'wait', 'gate']

/** Each kind for the eye. */
export const kindIcon: Record<DraftStepKind, string> = {
  task: 'i-lucide-square-check-big', form: 'i-lucide-message-circle-question-mark', message: 'i-lucide-mail', wait: 'i-lucide-hourglass', gate: 'i-lucide-hand',
}
