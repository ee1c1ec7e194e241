import { useI18n } from 'vue-i18n'
import type { Said } from '../../../../server/workflows/contract.ts'
import { figuring as en } from '../../locales/en/figuring.ts'
import { figuring as fr } from '../../locales/fr/figuring.ts'
import { spanOf } from './spans.ts'

/** The words of the figures, and how numbers are written beside them. */
export function useFigureWords() {
  const { t, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const say = (said: Said) => (locale.value === 'en' ? said.en || said.fr : said.fr || said.en)
  const number = (value: number) => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1 }).format(value)
  const share = (part: number) => new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: part > 0 && part < 0.01 ? 1 : 0 }).format(part)
  const span = (ms: number) => spanOf(ms, locale.value)
  // Days are those of the calendar, wherever the reader is.
  const day = (text: string) => new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(text)).replace(/^1 /, locale.value === 'fr' ? '1er ' : '1 ')
  const month = (text: string) => new Intl.DateTimeFormat(locale.value, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${text}-01`))
  return { t, locale, say, number, share, span, day, month }
}
export type FigureWords = ReturnType<typeof useFigureWords>
