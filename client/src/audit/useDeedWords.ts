import { useI18n } from 'vue-i18n'
import type { AuditLine } from '../../../server/audit/contract.ts'
import { useRoleWords } from '../accounts/roleWords.ts'

/** What was done, in the reader's language; what has no words there yet is said as it was written down. */
export function useDeedWords() {
  const { t, te } = useI18n()
  const roleWords = useRoleWords()

  const orElse = (path: string, word: string) => te(path, 'fr') ? t(path) : word
  const kindWords = (kind: string) => orElse(`audit.kind.${kind}`, kind)

  function deedWords({ did, about }: AuditLine) {
    const words = orElse(`audit.did.${did}`, did)
    return about ? t('audit.about', { deed: words, name: about.name }) : words
  }

  const namedPermissions = (names: string) => names.split(' ').filter(Boolean).map(name => orElse(`permission.name.${name.replace(':', '-')}`, name)).join(', ')

  function valueWords(name: string, value: unknown) {
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no')
    return name === 'permissions' ? namedPermissions(String(value)) : String(value)
  }

  /** What is known besides: from which role or status to which, and what the line says else. Ids tell a reader nothing. */
  function moreWords({ did, details }: AuditLine) {
    const { from, to, ...rest } = details
    const say = (value: unknown) => did.startsWith('agent.') ? roleWords(String(value)) : orElse(`status.${String(value)}`, String(value))
    const change = from != null && to != null ? [`${say(from)} → ${say(to)}`] : []
    const told = Object.entries(rest).filter(([name, value]) => value !== null && value !== '' && !name.endsWith('Id'))
    return [...change, ...told.map(([name, value]) => t('audit.detail', { name: orElse(`audit.detailName.${name}`, name), value: valueWords(name, value) }))].join(' · ')
  }

  return { kindWords, deedWords, moreWords }
}
