import { useI18n } from 'vue-i18n'
import type { AuditLine } from '../../../server/audit/contract.ts'
import { useRoleWords } from '../accounts/roleWords.ts'

/** What was done, in the reader's language; what has no words there yet is said as it was written down. */
export function useDeedWords() {
  const { t, te } = useI18n()
  const roleWords = useRoleWords()

  function kindWords(kind: string) {
    return te(`audit.kind.${kind}`, 'fr') ? t(`audit.kind.${kind}`) : kind
  }

  function deedWords({ did, about }: AuditLine) {
    const words = te(`audit.did.${did}`, 'fr') ? t(`audit.did.${did}`) : did
    return about ? t('audit.about', { deed: words, name: about.name }) : words
  }

  /** What is known besides: from which role to which, of which status. */
  function moreWords({ did, details }: AuditLine) {
    const { from, to, ...rest } = details
    const say = (value: unknown) => did.startsWith('agent.') ? roleWords(String(value)) : te(`status.${String(value)}`, 'fr') ? t(`status.${String(value)}`) : String(value)
    const change = from != null && to != null ? [`${say(from)} → ${say(to)}`] : []
    return [...change, ...Object.entries(rest).filter(([, value]) => value !== null && value !== '').map(([name, value]) => `${name}: ${String(value)}`)].join(' · ')
  }

  return { kindWords, deedWords, moreWords }
}
