/** What stands inside attachments: invitations, other messages. */
export const inside = {
  inside: {
    method: {
      request: 'Invitation',
      cancel: 'Rendez-vous annulé',
      reply: 'Réponse à une invitation',
      counter: 'Proposition d’un autre moment',
      publish: 'Rendez-vous',
    },
    answer: {
      accepted: '{name} accepte l’invitation',
      declined: '{name} décline l’invitation',
      tentative: '{name} viendra peut-être',
      delegated: '{name} envoie quelqu’un d’autre',
    },
    unnamed: 'Sans titre',
    when: 'Quand',
    there: 'Écrit là-bas : {time}',
    where: 'Où',
    organiser: 'Organisé par',
    invited: 'Invités',
    people: '{count} personne | {count} personnes',
    every: {
      day: 'Tous les jours | Tous les {count} jours',
      week: 'Toutes les semaines | Toutes les {count} semaines',
      month: 'Tous les mois | Tous les {count} mois',
      year: 'Tous les ans | Tous les {count} ans',
    },
    on: '{every} ({days})',
    until: '{repeats}, jusqu’au {day}',
    times: '{repeats}, {count} fois | {repeats}, {count} fois',
    attached: 'Message joint de {name}',
    noSubject: 'Sans objet',
    read: 'Lire',
    close: 'Replier',
    cut: 'La suite est dans la pièce jointe.',
  },
}
