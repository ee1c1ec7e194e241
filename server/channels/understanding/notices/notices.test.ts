import { describe, expect, test } from 'vitest'
import { visibleReply } from '../quoting/quoting.ts'

const NEW = 'Bonjour,\n\nLa boîte du trésorier ne s’ouvre plus.'
const above = (paragraph: string) => visibleReply(`${NEW}\n\n${paragraph}`, { isForward: false, isList: false })

describe('what houses and programs put under all mails is folded', () => {
  test.each([
    'Ce courriel et ses pièces jointes sont confidentiels et réservés à la personne nommée.',
    'Si vous n’êtes pas le destinataire, merci de supprimer ce courriel.',
    'Si vous avez reçu ce message par erreur, veuillez en avertir l’expéditeur.',
    'Le présent courriel est exclusivement destiné à la personne nommée ci-dessus ; toute diffusion de son contenu est interdite.',
    'Mention de confidentialité : ce message peut contenir des secrets d’affaires.',
    'Adoptez l’éco-attitude : n’imprimez que ce qui est nécessaire.',
    'Pensons à l’environnement avant toute impression',
    'Économisons le papier : ne l’imprimez pas.',
    'Cet e-mail a été vérifié par l’antivirus de la maison.',
    'Sans virus. www.antivirus.example',
    'Confidential notice: this e-mail and its files are for one reader.',
    'If you are not the intended recipient, destroy it.',
    'Please notify the sender at once if this came in error.',
    'If you received this by mistake, please delete it.',
    'Unauthorised copying is strictly forbidden.',
    'CONFIDENTIAL AND PRIVILEGED',
    'This message may contain confidential matter.',
    'Think before you print!',
    'Save trees, do not print',
    'Diese Nachricht ist vertraulich. Sollten Sie sie irrtümlich erhalten haben, löschen Sie sie bitte.',
    'Este mensaje es confidencial y va exclusivamente a su destinatario.',
    'Si usted ha recibido este correo por error, le rogamos que lo elimine.', 'Caso tenha recebido este correio por erro, por favor elimine-o.', 'Se avete ricevuto per errore questo testo, vi preghiamo di cancellarlo.', 'Sollten Sie diese Zeilen irrtümlich bekommen haben, informieren Sie uns.',
    'Piense en el medio ambiente antes de imprimir.', 'Prima di stampare pensa all’ambiente', 'Bitte denken Sie an die Umwelt.',
  ])('%s', (notice) => { expect(above(notice)).toBe(NEW) })
})

test('a notice straight below the words goes alone', () => {
  expect(visibleReply(`${NEW}\nSi vous n’êtes pas le destinataire, merci de supprimer ce courriel.`, { isForward: false, isList: false })).toBe(NEW)
  expect(visibleReply(`${NEW}\nMerci de supprimer ce courriel si vous n’en avez pas besoin.`, { isForward: false, isList: false })).toContain('Merci de')
})

test('what is said below a notice stays, with the notice', () => {
  const text = `${NEW}\nSi vous n’êtes pas le destinataire, merci de supprimer ce courriel.\nLa clé est chez Bob.`
  expect(visibleReply(text, { isForward: false, isList: false })).toBe(text)
})

describe('what somebody says of a message, a file or a printer is theirs', () => {
  test.each([
    'Merci de me dire comment imprimer la facture.', 'Merci de ne rien imprimer avant lundi.', 'Ce message est arrivé sans sa pièce jointe.', 'Ce mail est marqué comme virus par votre serveur.', 'Ce message, nous l’avons envoyé au mauvais destinataire.',
    'Ce courriel est destiné à la comptabilité.', 'Ce message est confidentiel, merci de ne pas le publier sur le forum.', 'Merci de supprimer ce message du forum, publié par erreur.', 'Merci de supprimer la boîte créée par erreur, qui a été reçue deux fois.',
    'Si vous n’êtes pas le bon destinataire, merci de transmettre à la personne qui s’occupe des domaines.', 'L’accès à la page confidentielle est interdit sans autorisation.', 'Sans virus dans la boîte, pourquoi ce blocage.', 'Mention de confidentialité à ajouter sur le site.', 'Confidentiel : le mot de passe est abcd.',
    'Ce mail contient des informations confidentielles, merci de le masquer.', 'This message came with an attachment that cannot be opened.', 'This email was intended for my colleague.', 'Please note this e-mail comes from the other account.', 'Please notify the sender that the box is full.', 'Legal notice: please put it on the site.',
    'Confidential: the password is abcd.', 'If I am not the intended recipient, should I delete it and notify the sender.', 'Disclaimer on the site must change.', 'Diese E-Mail ist nicht für mich bestimmt und vertraulich.',
  ])('%s', (sentence) => { expect(above(sentence)).toBe(`${NEW}\n\n${sentence}`) })
})
