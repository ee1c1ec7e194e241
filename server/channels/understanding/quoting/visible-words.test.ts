import { expect, test } from 'vitest'
import { visibleWords, type Rich } from './visible-words.ts'

const MAIL = { isForward: false, isList: false }
const rich = (text: string, judged: string) => () => ({ text, judged })

test.each<[string, string, Rich, string]>([
  ['the text has lost the marks', 'Fait,\nmerci !\n\nOna rašė:\nLa lampe est éteinte.\nVoyez-vous ?', rich('Fait, merci !\n\nOna rašė:\n\nLa lampe est éteinte. Voyez-vous ?', 'Fait, merci !\n\n> Ona rašė:\n\n> La lampe est éteinte. Voyez-vous ?'), 'Fait,\nmerci !'],
  ['the text was made of the HTML', 'Fait.\n\nOna rašė:', rich('Fait.\n\nOna rašė:', 'Fait.\n\n> Ona rašė:'), 'Fait.'],
  ['the two begin with other words', 'Bonjour.\nOna rašė:\nLa lampe', rich('Fait.\nOna rašė:\nLa lampe', 'Fait.\n> Ona rašė:\n> La lampe'), 'Bonjour.\nOna rašė:\nLa lampe'],
  ['the two go on with other words', 'Fait.\nEt la lampe du couloir aussi.', rich('Fait.\nOna rašė: la lampe est éteinte', 'Fait.\n> Ona rašė: la lampe est éteinte'), 'Fait.\nEt la lampe du couloir aussi.'],
  ['the text has an answer of its own below', 'Fait.\nLa lampe', rich('Fait.\nLa lampe est éteinte ce soir', 'Fait.\n> La lampe est éteinte ce soir'), 'Fait.\nLa lampe'],
  ['the HTML has no marks', 'Fait.\nLa lampe', rich('Fait.\nLa lampe', 'Fait.\nLa lampe'), 'Fait.\nLa lampe'],
  ['there is no HTML', 'Fait.', () => null, 'Fait.'],
  ['the text says enough', 'Fait.\n> La lampe', isCut => isCut ? null : { text: '', judged: '> ' }, 'Fait.'],
  ['the text is made of the HTML, and its quotation is not all', 'Fait.\nCamille\n> La lampe', rich('Fait.\nCamille\n> La lampe', 'Fait.\n> Camille\n> La lampe'), 'Fait.'],
])('%s', (...[, text, words, expected]) => { expect(visibleWords(text, { ...MAIL, rich: words })).toBe(expected) })
