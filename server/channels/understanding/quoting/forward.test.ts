import { expect, test } from 'vitest'
import { inlineForward } from './forward.ts'

const HEADER = 'De : Gandi <prix@gandi.example>\nDate : lun. 23 nov. 2026 à 10:00\nSujet : Vos prix\nPour : Camille <camille@example.org>\n\nNos prix changent.'

test.each([
  ['Gmail', 'Fwd: Vos prix', `Pour vous\n\n---------- Forwarded message ---------\n${HEADER}`, 'prix@gandi.example'],
  ['Thunderbird', 'Tr: Vos prix', '-------- Message transféré --------\nSujet : \tVos prix\nDate : \tlun. 23 nov. 2026\nDe : \tGandi <prix@gandi.example>\nPour : \tCamille', 'prix@gandi.example'],
  ['Apple Mail', 'Fwd: Vos prix', 'Début du message réexpédié :\n\n> De: Gandi <prix@gandi.example>\n> Objet: Vos prix\n> Date: 23 novembre 2026\n> À: Camille', 'prix@gandi.example'],
  ['Outlook', 'TR : Vos prix', 'De : Gandi [mailto:prix@gandi.example]\nEnvoyé : lundi 23 novembre 2026\nÀ : Camille\nObjet : Vos prix', 'prix@gandi.example'],
  ['no prefix in the subject', 'Vos prix', `---------- Forwarded message ---------\n${HEADER}`, 'prix@gandi.example'],
  ['no address', 'TR: Vos prix', 'De : Gandi\nEnvoyé : lundi\nObjet : Vos prix', null],
])('%s', (...[, subject, text, address]) => {
  expect(inlineForward(subject, text)).not.toBeNull()
  expect(inlineForward(subject, text)?.from?.address ?? null).toBe(address)
})

test.each([
  ['a reply to Outlook', 'RE: Vos prix', `Merci\n\n${HEADER}`],
  ['a reply that quotes a forward', 'Re: Fwd: Vos prix', `Merci\n\nLe 23/11/2026 à 10:00, Camille <c@example.org> a écrit :\n> voir\n\n---------- Forwarded message ---------\n${HEADER}`],
  ['plain words', 'Vos prix', 'Bonjour'],
])('%s is no forward', (_what, subject, text) => { expect(inlineForward(subject, text)).toBeNull() })
