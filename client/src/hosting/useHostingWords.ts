import { useI18n } from 'vue-i18n'
import { hosting as en } from '../locales/en/hosting.ts'
import { hosting as fr } from '../locales/fr/hosting.ts'

/** The words of the hosting, apart from those of the console: nobody needs them before a ticket is open. */
export const useHostingWords = () => useI18n({ useScope: 'local', messages: { fr, en } })
