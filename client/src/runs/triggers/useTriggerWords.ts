import { useI18n } from 'vue-i18n'
import type { Said } from '../../../../server/workflows/contract.ts'
import type { TriggerConditions } from '../../../../server/workflows/triggers/contract.ts'
import { triggering as en } from '../../locales/en/triggering.ts'
import { triggering as fr } from '../../locales/fr/triggering.ts'
import { useSources } from '../../sources/useSources.ts'

/** The words of this page, and what a rule waits for as half a sentence. */
export function useTriggerWords() {
  const { t, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const { sources } = useSources()
  const say = (said: Said) => (locale.value === 'en' ? said.en || said.fr : said.fr || said.en)

  function arrives({ channel, sourceId }: TriggerConditions): string {
    if (sourceId === null) return channel === null ? '' : t(`rule.by.${channel}`)
    const source = sources.value.find(({ id }) => id === sourceId)
    return source ? t(`rule.from.${source.kind}`, { name: source.name }) : t('rule.from.gone')
  }
  const contains = ({ words }: TriggerConditions) => words.length === 0 ? '' : t('rule.contains', { words: new Intl.ListFormat(locale.value, { type: 'disjunction' }).format(words.map(word => t('rule.word', { word }))) })
  /** "arrives by the list Help and contains “transfer”" */
  const waitsFor = (conditions: TriggerConditions) => [arrives(conditions), contains(conditions)].filter(Boolean).join(t('rule.and'))

  return { t, locale, say, sources, waitsFor }
}
