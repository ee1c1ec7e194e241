import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visibleReply } from './quoting.ts'

const MAIL = { isForward: false, isList: false }
const visible = (...lines: string[]) => visibleReply(lines.join('\n'), MAIL)
const ANSWER = ['Bonjour,', '', 'Cela marche, merci !', '']
const NEW = 'Bonjour,\n\nCela marche, merci !'

describe('what is quoted below the answer is cut', () => {
  test.each([
    ['Gmail, French', ['Le lun. 23 nov. 2026 à 10:00, Support <support@example.coop> a écrit :', '', '> Avez-vous essayé ?', '>', '> Le support']],
    ['Gmail, attribution on two lines', ['Le lun. 23 nov. 2026 à 10:00, Le support de la coopérative <', 'support@example.coop> a écrit :', '', '> Avez-vous essayé ?']],
    ['attribution on three lines', ['Le lundi 23 novembre 2026 à 10:00,', 'Support <support@example.coop>', 'a écrit :', '> Avez-vous essayé ?']],
    ['hard blanks', ['Le\u00a023/11/2026 à 10:00, Support a\u00a0écrit\u00a0:', '> Avez-vous essayé ?']],
    ['Gmail, English', ['On Mon, Nov 23, 2026 at 10:00 AM Support <support@example.coop> wrote:', '> Did you try?']],
    ['Apple Mail', ['> Le 23 nov. 2026 à 10:00, Support <support@example.coop> a écrit :', '> ', '> Avez-vous essayé ?']],
    ['no attribution', ['> Avez-vous essayé ?']],
    ['unmarked quotation after its attribution', ['Le mar. 23 nov. 2026 à 10:00, Support', '<support@example.coop> a écrit :', '', 'Avez-vous essayé ?', 'Le support']],
    ['Outlook, French', ['________________________________', 'De : Support <support@example.coop>', 'Envoyé : lundi 23 novembre 2026 10:00', 'À : Camille', 'Objet : Re: Panne', '', 'Avez-vous essayé ?']],
    ['Outlook, English, in bold', ['*From:* Support <support@example.coop>', '*Sent:* Monday, November 23, 2026 10:00 AM', '*To:* Camille', '*Subject:* Re: Panne', '', 'Did you try?']],
    ['Outlook, blank lines between', ['De :Support', '', 'Envoyé :lundi 23 novembre 2026', '', 'À :Camille', '', 'Objet :Panne', 'Avez-vous essayé ?']],
    ['older Outlook', ['-----Message d\'origine-----', 'De : Support', 'Avez-vous essayé ?']],
    ['Zimbra', ['----- Mail original -----', 'De: "Support" <support@example.coop>', 'Avez-vous essayé ?']],
    ['Thunderbird', ['-------- Message original --------', 'Avez-vous essayé ?']],
    ['Proton', ['Envoyé avec la messagerie sécurisée Proton Mail.', '', 'Le lundi 23 novembre 2026 à 10:00, Support <support@example.coop> a écrit :', '', '> Avez-vous essayé ?']],
    ['a telephone', ['Envoyé de mon iPhone', '', '> Le 23 nov. 2026 à 10:00, Support <support@example.coop> a écrit :', '> Avez-vous essayé ?']],
    ['Outlook on a telephone', ['Télécharger Outlook pour Android<https://aka.ms/x>', '________________________________', 'From: Support <support@example.coop>', 'Sent: Monday', 'To: Camille', 'Subject: Panne']],
    ['Outlook as HTML: a blank line below the rule', ['----------------------------------------', '', 'From: Support <support@example.coop>', 'Sent: Monday, November 23, 2026 10:00 AM', 'To: Camille', 'Subject: Panne', '', 'Did you try?']],
    ['Orange on a telephone', ['Envoyé depuis l\'application Mail Orange', '', '> Le 23 nov. 2026 à 10:00, Support a écrit :', '> Avez-vous essayé ?']],
    ['German', ['Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Support <support@example.coop>:', '', '> Schon versucht?']],
    ['a signature above the quotation', ['-- ', 'Camille Martin', '06 00 00 00 00', '', 'Le 23/11/2026 à 10:00, Support a écrit :', '> Avez-vous essayé ?']],
    ['a signature below the quotation', ['Le 23/11/2026 à 10:00, Support a écrit :', '> Avez-vous essayé ?', '', '-- ', 'Camille Martin']],
    ['a signature alone', ['-- ', 'Camille Martin']],
    ['Yahoo on a telephone', ['Envoyé à partir de Yahoo Mail pour Android', '', 'Le lun., nov. 23, 2026 à 10:00, Support<support@example.coop> a écrit :', '', 'Avez-vous essayé ?']],
  ])('%s', (_program, quotation) => { expect(visible(...ANSWER, ...quotation)).toBe(NEW) })
})

describe('nothing that was written is lost', () => {
  test.each([
    ['an answer below', ['Le 23/11/2026 à 10:00, Support a écrit :', '> Avez-vous essayé ?', '', 'Oui, deux fois.']],
    ['answers between the lines', ['Bonjour,', '', '> Avez-vous essayé ?', 'Oui.', '> Et le mot de passe ?', 'Changé.']],
    ['only a quotation', ['> Avez-vous essayé ?']],
    ['only an Outlook quotation', ['De : Support', 'Envoyé : lundi', 'À : Camille', 'Objet : Panne', 'Avez-vous essayé ?']],
    ['a story about writing', ['Gandi a écrit :', 'votre domaine expire.', 'Que faire ?']],
    ['a heading with a colon', ['De : Paris', 'À : Lyon', 'Je déménage.']],
    ['words under a line', ['Voici', '--', ...Array.from({ length: 20 }, (_, i) => `point ${i}`)]],
    ['a sentence that begins like a signature', ['Envoyé de la poste hier, le recommandé arrive.']],
    ['a story with an hour', ['On Monday at 10:30 Gandi wrote:', 'your domain will expire.', 'What shall I do?']],
    ['a plan of one\'s own', ['Mon projet :', 'De : Paris', 'À : Lyon', 'Date : demain', 'Merci de votre aide']],
    ['a sentence under a line', ['Il y a un souci :', '', '--', '', 'Mon site ne marche plus depuis ce matin.', 'Merci.']],
    ['a question under a line', ['Voici la liste :', '--', 'A', 'B', 'Pouvez-vous m\'aider ?']],
    ['a sentence with "wrote"', ['On the page I wrote:', 'hello']],
  ])('%s', (_what, lines) => { expect(visible(...lines)).toBe(lines.join('\n')) })

  test('an answer below keeps all but the signature under it', () => {
    expect(visible('> Avez-vous essayé ?', '', 'Oui.', '-- ', 'Camille')).toBe('> Avez-vous essayé ?\n\nOui.')
  })

  test('a forward keeps what it forwards', () => {
    const text = 'Pour vous.\n\n---------- Forwarded message ---------\nDe : Gandi <a@b.fr>\nDate: lun. 23 nov. 2026\nSubject: Prix\nTo: Camille\n\nNos prix changent.'
    expect(visibleReply(text, { isForward: true, isList: false })).toBe(text)
  })

  test('what is shown is always part of the text, and empty only if the text is', () => {
    const line = fc.constantFrom('', 'Oui.', '> cité', '>> plus', '-- ', 'Le 23/11/2026 à 10:00, X <x@y.fr> a écrit :', 'De : X', 'Envoyé : lundi', 'Objet : Y', 'Envoyé de mon iPhone', '-----Message d\'origine-----', '____________________')
    fc.assert(fc.property(fc.array(line, { maxLength: 15 }), fc.boolean(), (lines, isList) => {
      const text = lines.join('\n')
      const shown = visibleReply(text, { isForward: false, isList })
      expect(text).toContain(shown)
      expect(shown === '').toBe(text.trim() === '')
    }))
  })
})

describe('what a list or a forum adds is cut', () => {
  test.each([
    ['Mailman', ['_______________________________________________', 'Entraide mailing list -- entraide@lists.example.coop', 'To unsubscribe send an email to entraide-leave@lists.example.coop']],
    ['Discourse', ['---', '', '[Voir le sujet](https://forums.example.coop/t/x/1) ou répondre à ce courriel pour répondre.', '', 'Pour vous désabonner de ces courriels, [cliquez ici](https://x).']],
    ['Discourse with earlier posts', ['---', '*Réponses précédentes*', '', ...Array.from({ length: 30 }, (_, i) => `Message ${i}`)]],
  ])('%s', (_list, footer) => { expect(visibleReply([...ANSWER, ...footer].join('\n'), { isForward: false, isList: true })).toBe(NEW) })

  test('a line drawn in a post is not a footer', () => {
    const text = 'Premier point\n\n---\n\nDeuxième point'
    expect(visibleReply(text, { isForward: false, isList: true })).toBe(text)
  })
})
