import { z } from 'zod'
import type { LinkNote } from './links.ts'

/** The languages in which the frame of a message can speak. */
export const Language = z.enum(['fr', 'en'])
export type Language = z.infer<typeof Language>

type Warnings = Record<NonNullable<LinkNote['warning']>, (place: string) => string>

/** What is written behind a link that deceives. */
export const words: Record<Language, Warnings> = {
  fr: {
    'elsewhere': place => `lien trompeur : mène en fait à ${place}`,
    'masked': place => `adresse déguisée : mène à ${place}`,
    'mixed-letters': place => `lettres imitées : mène à ${place}`,
  },
  en: {
    'elsewhere': place => `deceptive link: really goes to ${place}`,
    'masked': place => `disguised address: goes to ${place}`,
    'mixed-letters': place => `look-alike letters: goes to ${place}`,
  },
}
