import { useI18n } from 'vue-i18n'
import type { Said } from '../../../../server/workflows/contract.ts'
import { boarding as enOfBoard } from '../../locales/en/boarding.ts'
import { changing as enOfChanges } from '../../locales/en/changing.ts'
import { running as enOfRuns } from '../../locales/en/running.ts'
import { boarding as frOfBoard } from '../../locales/fr/boarding.ts'
import { changing as frOfChanges } from '../../locales/fr/changing.ts'
import { running as frOfRuns } from '../../locales/fr/running.ts'

/** The words of the board, and those of runs. Asked for once by the page: a card that did so would make 250 of them. */
export function useBoardWords() {
  const { t, locale } = useI18n({ useScope: 'local', messages: { fr: { ...frOfRuns, ...frOfBoard, ...frOfChanges }, en: { ...enOfRuns, ...enOfBoard, ...enOfChanges } } })
  const say = (said: Said) => (locale.value === 'en' ? said.en || said.fr : said.fr || said.en)
  return { t, locale, say }
}
export type BoardWords = ReturnType<typeof useBoardWords>
