import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visibleReply } from './quoting.ts'

const MAIL = { isForward: false, isList: false }
const OUTLOOK = ['De : Support <support@example.coop>', 'Envoyé : lundi 23 novembre 2026 10:00', 'À : Camille', 'Objet : Panne', '']

describe('kept whole', () => {
  test.each([
    ['an answer below Outlook\'s header, which is marked below', ['Voilà.', '', ...OUTLOOK, '> Avez-vous essayé ?', '', 'Oui, deux fois.']],
    ['an answer below, when nothing stands above but a greeting', ['Bonjour,', '', ...OUTLOOK, 'Avez-vous essayé ?', '', 'Oui, deux fois.']],
    ['an answer below that is announced', ['Je réponds ci-dessous.', '', ...OUTLOOK, 'Avez-vous essayé ?', '', 'Oui, deux fois.']],
    ['words below a name under a line', ['Voilà.', '', '--', 'Camille Martin', '', 'Encore une chose.']],
    ['words below a name under the line of signatures', ['Voilà.', '', '-- ', 'Camille Martin', 'Trésorière', '', 'La clé est chez Bob.']],
    ['a form that is explained', ['Voici le modèle.', '', 'De : votre adresse (ainsi : ann@example.org)', 'À : support@example.coop', 'Objet : nouvelle boîte', '', 'Nous répondons le jour même.']],
    ['what goes where on a day', ['Pour le déménagement.', 'De : Paris', 'À : Lyon', 'Date : 23/11/2026', 'Merci de confirmer.']],
    ['answers in the text that are announced', ['Bonjour, mes réponses sont en rouge dans le texte.', '', ...OUTLOOK, 'Avez-vous essayé ?', 'Oui.']],
    ['answers in the text that are announced in English', ['Hello, see my comments inline.', '', ...OUTLOOK, 'Did you try?', 'Yes.']],
    ['answers below the signature of what is quoted', ['Merci.', '', ...OUTLOOK, 'Avez-vous essayé ?', '', '-- ', 'Le support', '', 'Oui, j\'ai essayé deux fois ce matin.']],
    ['an answer below the formula of what is quoted', ['Merci.', '', ...OUTLOOK, 'Avez-vous essayé ?', '', 'Cordialement,', 'Le support', '', 'Oui, j\'ai essayé deux fois ce matin.']],
    ['a message that somebody pastes', ['Bonjour, nous avons reçu ceci :', '', ...OUTLOOK, 'Votre boîte est pleine.', '', 'Est-ce une arnaque ?']],
    ['an answer between "original message" and quotations', ['Voilà.', '-----Message d\'origine-----', '> Avez-vous essayé ?', 'Oui.']],
    ['answers between the lines', ['> Un ?', 'Oui.', '', '> Deux ?', 'Non.']],
    ['an answer below an attribution in Gmail', ['On Mon, Nov 23, 2026 at 10:00 AM Ann <ann@example.org> wrote:', '> Un ?', '', 'Oui.']],
    ['an answer above and one below', ['Bien reçu.', '', 'Le 23/11/2026 à 10:00, Ann a écrit :', '> Un ?', '', 'Oui.']],
    ['a quotation alone', ['Le 23/11/2026 à 10:00, Ann a écrit :', '> Un ?']],
    ['a header alone', [...OUTLOOK, 'Avez-vous essayé ?']],
    ['an advertisement alone', ['Envoyé de mon iPhone']],
    ['a list with dashes', ['Il manque :', '', '- Paris', '-Lyon']],
    ['a list under a line', ['Les domaines :', '--', 'example.org', 'example.net']],
    ['a formula and a name', ['Merci pour tout.', '', 'Cordialement,', 'Camille']],
    ['a post with sections', ['Premier point.', '', '---', '', 'Second point, plus long que le premier.']],
    ['a story with "a écrit"', ['Gandi m\'a écrit :', 'le domaine expire en 2026.', 'Que faire ?']],
    ['lines with colons', ['Domaine : example.org', 'Date : 23/11/2026', 'Objet : transfert', 'Merci']],
    ['words about quoting', ['On 23 November I wrote to you and nobody answered.']],
    ['a question after a notice', ['Ce message est confidentiel ?', 'Je ne sais pas.']],
    ['a question about leaving a list', ['Bonjour', '---', 'Comment me désabonner de la liste de diffusion ?']],
    ['what a server says, behind marks', ['Le serveur répond alors :', '', '> 550 5.7.1 refusé', '> au revoir']],
    ['a sentence that a mailbox has marked', ['Voilà.', '', '>From tomorrow on we are closed.']],
    ['a table', ['| a | b |', '| 1 | 2 |']],
    ['prices with a mark further in', ['Il faut x > 3 et', '    > 4 aussi']],
  ])('%s', (_what, lines) => { expect(visibleReply(lines.join('\n'), MAIL)).toBe(lines.join('\n')) })

  test('the last quotation goes though answers stand between the others', () => {
    expect(visibleReply('> Un ?\nOui.\n\nLe 23/11/2026 à 10:00, Ann a écrit :\n> Tout.', MAIL)).toBe('> Un ?\nOui.')
  })

  test('an attribution whose quotation was left out goes', () => {
    expect(visibleReply('Oui.\n\nOn Mon, Nov 23, 2026 at 10:00 AM Ann Lee <ann@example.org> wrote:', MAIL)).toBe('Oui.')
  })
})

const PIECES = [
  '', ' ', 'Oui.', 'Bonjour,', 'Une phrase entière, avec un point.', 'Une question ?', '> cité', '>> plus', '-- ', '--', '__', '---', '____________________', 'Camille Martin', '-Camille', '06 00 00 00 00', 'Cordialement,', 'Envoyé de mon iPhone', '-----Message d\'origine-----',
  'Le 23/11/2026 à 10:00, X <x@y.fr> a écrit :', 'Le 23 nov. 2026 à 10:00,', 'X <x@y.fr>', 'a écrit :', 'On Monday', 'De : X <x@y.fr>', 'Envoyé : lundi 23', 'À : Z', 'Objet : Y', 'Mes réponses ci-dessous', 'Ce message est confidentiel', 'https://lists.example.org/listinfo', 'To unsubscribe: a@b.org', '*Réponses précédentes*',
]

describe('whatever is written', () => {
  const text = fc.oneof(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map(lines => lines.join('\n')), fc.string({ unit: 'binary' }), fc.array(fc.string(), { maxLength: 20 }).map(lines => lines.join('\n')))

  test('what is shown is part of it, empty only when it is, and the same when read again', () => {
    fc.assert(fc.property(text, fc.boolean(), fc.boolean(), (written, isList, isForward) => {
      const once = visibleReply(written, { isList, isForward })
      expect(written).toContain(once)
      expect(once === '').toBe(written.trim() === '')
      expect(visibleReply(once, { isList, isForward })).toBe(once)
    }), { numRuns: 2000 })
  })

  test.each([
    ['marks', '>'.repeat(200_000)], ['quoted lines', '> a\n'.repeat(100_000)], ['layers', 'Envoyé de mon iPhone\n> a\n'.repeat(20_000)], ['delimiters', '-- \n'.repeat(50_000)], ['dates', 'On 1 Jan 2026 wrote\n'.repeat(10_000)], ['fields', 'De : a\n'.repeat(30_000)], ['blanks', ' '.repeat(300_000)], ['empty lines', '\n'.repeat(300_000)],
    ['one long line', `On 1 ${'wrote '.repeat(50_000)}:`], ['dashes', `${'- '.repeat(90)}x\n`.repeat(2000)], ['adverts', `Sent ${'from my '.repeat(20)}\n`.repeat(3000)], ['headers', 'De : a@b.fr\nDate : 1\nObjet : c\n> q\n'.repeat(5000)],
  ])('a great many %s take no time', (_what, written) => { expect(visibleReply(written, MAIL).length).toBeLessThanOrEqual(written.length) })
})
