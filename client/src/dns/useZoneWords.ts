import { useI18n } from 'vue-i18n'
import type { ZoneCategory, ZoneComparison } from '../../../server/dns/zone/contract.ts'
import { dns as en } from '../locales/en/dns.ts'
import { dns as fr } from '../locales/fr/dns.ts'

/** The categories, those first that somebody should look at. */
export const CATEGORIES: readonly ZoneCategory[] = ['missing', 'notRepresentable', 'extra', 'expectedChange', 'droppedGandiDefault', 'ttlOnly', 'same']

/** The words of zones, apart from those of the console. `say` picks the reader's language of what the server says. */
export function useZoneWords() {
  const { t, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const say = (said: ZoneComparison['objections'][number]['why']) => (locale.value === 'en' ? said.en : said.fr)
  return { t, say }
}

/** A canonical name as people write it. */
export const plainName = (name: string) => name.replace(/(?<=.)\.$/u, '')
