import { computed } from 'vue'
import { createI18n } from 'vue-i18n'
import { fr, type Messages } from './locales/fr.ts'
import { recall, remember } from './ui/memory.ts'

/** The languages of the console, each in its own words. */
export const languages = { fr: 'Français', en: 'English' } as const
export type Language = keyof typeof languages

/** Zero takes the singular in French, the plural in English. */
const pluralRules = { fr: (count: number, forms: number) => Math.min(count < 2 ? 0 : 1, forms - 1) }

export const i18n = createI18n<[Messages], Language, false>({ legacy: false, locale: 'fr', fallbackLocale: 'fr', messages: { fr } as Record<Language, Messages>, pluralRules, missingWarn: import.meta.env.DEV, fallbackWarn: false })

const isLanguage = (code: string | null): code is Language => code !== null && Object.hasOwn(languages, code)

/** The language the reader chose here before; else the one of their account; else French. */
export function preferredLanguage(accountLocale: string | null): Language {
  const chosen = recall('language')
  if (isLanguage(chosen)) return chosen
  return isLanguage(accountLocale) ? accountLocale : 'fr'
}

/** Shows everything in another language, whose words are fetched when first needed. */
export async function speak(language: Language) {
  if (language === 'en') i18n.global.setLocaleMessage('en', (await import('./locales/en.ts')).en)
  i18n.global.locale.value = language
  document.documentElement.lang = language
}

/** The reader chooses a language, and it is kept in this browser. */
export async function chooseLanguage(language: Language) {
  remember('language', language)
  await speak(language)
}

export const language = computed(() => i18n.global.locale.value)
