import { describe, expect, test } from 'vitest'
import { visibleReply } from './quoting.ts'

const NEW = ['Bonjour,', '', 'La boîte du trésorier ne s’ouvre plus.']
const CARD = ['Camille Martin', 'Association des lampes', '12 rue Longue, 75000 Paris', 'Tél. : 01 02 03 04 05']
const shown = (author: string, ...lines: string[]) => visibleReply(lines.join('\n'), { isForward: false, isList: false, author })

describe('a card without a line or a formula above it is folded', () => {
  test.each([
    ['of the author', 'Camille Martin', NEW, CARD],
    ['of the author, family name first', 'MARTIN Camille', NEW, CARD],
    ['of the author, without accents', 'Héloïse Martin', NEW, ['Heloise Martin', 'heloise@example.org']],
    ['of whoever signs above it', '', [...NEW, '', 'Camille'], CARD],
    ['of whoever signs with a formula', '', [...NEW, '', 'Merci, Camille'], ['Dr. Camille Martin', 'www.lampes.example']],
    ['above a quotation', 'Camille Martin', NEW, [...CARD, '', 'Le 23/11/2026 à 10:00, Ann Lee a écrit :', '> La lampe ?']],
  ])('%s', (...[, author, own, card]) => { expect(shown(author, ...own, '', ...card)).toBe(own.join('\n')) })
})

describe('stays', () => {
  test.each([
    ['the card of somebody else', 'Bob Durand', [...NEW, '', ...CARD]],
    ['a card when nobody knows who writes', '', [...NEW, '', ...CARD]],
    ['all there is', 'Camille Martin', CARD],
    ['a name alone', 'Camille Martin', [...NEW, '', 'Camille Martin']],
    ['a name and something said', 'Camille Martin', [...NEW, '', 'Camille Martin', 'Je rappelle au 01 02 03 04 05']],
    ['what is written straight above', 'Camille Martin', ['La boîte est au nom de', ...CARD]],
    ['what is announced', 'Camille Martin', [...NEW, '', 'Mes coordonnées :', '', ...CARD]],
    ['a name in a sentence', 'Camille Martin', [...NEW, '', 'Camille Martin a écrit à camille@example.org', 'et Bob aussi']],
    ['an answer to a quotation with that name', '', ['> Camille', '', 'Camille Martin', 'camille@example.org']],
  ])('%s', (_what, author, lines) => { expect(shown(author, ...lines)).toBe(lines.join('\n')) })
})
