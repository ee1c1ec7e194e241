import { useI18n } from 'vue-i18n'
import type { IntakeLine } from '../../../server/channels/intakes/contract.ts'

/** What is said of a message; a reason that has no words yet is said as it is stored. */
export function useIntakeWords() {
  const { t, te } = useI18n()
  const reasonWords = (reason: string) => te(`intakes.reason.${reason}`) ? t(`intakes.reason.${reason}`) : reason
  const isUnread = ({ from, subject, state }: IntakeLine) => state === 'quarantined' && from === null && subject === null
  return {
    reasonWords,
    senderWords: (line: IntakeLine) => line.from ? line.from.name || line.from.address : isUnread(line) ? t('intakes.unreadable') : t('intakes.nobody'),
    subjectWords: (line: IntakeLine) => isUnread(line) ? '' : line.subject || t('intakes.noSubject'),
  }
}

/** What waits for somebody stands out; what has its place is quiet. */
export const looks: Record<IntakeLine['state'], { icon: string, tone: string }> = {
  opened: { icon: 'i-lucide-ticket-plus', tone: 'text-success' },
  joined: { icon: 'i-lucide-message-square-plus', tone: 'text-toned' },
  own: { icon: 'i-lucide-undo-2', tone: 'text-muted' },
  duplicate: { icon: 'i-lucide-copy', tone: 'text-muted' },
  ignored: { icon: 'i-lucide-bot', tone: 'text-muted' },
  refused: { icon: 'i-lucide-ban', tone: 'text-warning' },
  quarantined: { icon: 'i-lucide-triangle-alert', tone: 'text-error' },
}
