import type { ParsedMail } from '../understanding/message.ts'

/** The languages that we answer in. */
export type Language = 'fr' | 'en'

// Common in the one, and no words of the other.
const WORDS: Record<Language, ReadonlySet<string>> = {
  fr: new Set('bonjour bonsoir merci je tu il elle nous vous ils le la les un une des du de et est sont avec pour dans sur pas que qui mon ma mes notre nos votre vos ce cette ces au aux par mais ou où cordialement salut depuis quand comment bien très plus'.split(' ')),
  en: new Set('hello hi dear thanks thank you i we they the a an of and is are was with for in at not that which who my our your this these to by but or regards since when how very more have has would could please it'.split(' ')),
}

// Enough to tell, and quick: it is done for every new ticket.
const READ = 600
const LEAD = 2

/** The language somebody writes in, by the words they use, else as their program declares it; null when neither tells. */
export function languageOf({ language, visibleReply, text, subject }: Pick<ParsedMail, 'language' | 'visibleReply' | 'text' | 'subject'>): Language | null {
  const words = `${subject} ${(visibleReply || text).slice(0, READ)}`.toLowerCase().match(/[\p{L}]+/gu) ?? []
  const [fr, en] = [WORDS.fr, WORDS.en].map(known => words.filter(word => known.has(word)).length) as [number, number]
  if (Math.abs(fr - en) >= LEAD) return fr > en ? 'fr' : 'en'
  return language === 'fr' || language === 'en' ? language : null
}
