/** What is said where something keeps a ticket open. */
export const blocking = {
  blocking: {
    title: 'Ce ticket n’est pas fini',
    lead: 'Un parcours y est encore en cours. Tant qu’il l’est, le ticket reste ouvert.',
    since: 'depuis {time}',
    reason: 'Pourquoi passer outre',
    reasonHint: 'Gardé dans l’histoire du ticket. Le parcours, lui, continue.',
    anyway: 'Mettre « {status} » quand même',
    keep: 'Laisser ouvert',
    byRun: 'envoyé par le parcours « {subject} »',
  },
}
