import { useI18n } from 'vue-i18n'
import { sourcing as en } from '../locales/en/sourcing.ts'
import { sourcing as fr } from '../locales/fr/sourcing.ts'

/** The words of this page, apart from those of the console: they are many, and nobody needs them who only reads tickets. */
export const useSourceWords = () => useI18n({ useScope: 'local', messages: { fr, en } })
