/** What is said around a message from outside: its pictures, links and files. */
export const reading = {
  reading: {
    blocked: '{count} image distante bloquée | {count} images distantes bloquées',
    shown: '{count} image distante affichée | {count} images distantes affichées',
    trackers: '{count} traceur retiré | {count} traceurs retirés',
    trackersHint: 'Une image invisible qui apprendrait à l’expéditeur que son message a été lu. Elle n’est jamais chargée.',
    show: 'L’afficher | Les afficher',
    showHint: 'Par l’intermédiaire de notre serveur, sans révéler qui lit.',
    always: 'Toujours pour {sender}',
    alwaysShown: 'Toujours affichées pour {sender}',
    stop: 'Ne plus les afficher',
    failed: 'Ce choix n’a pas pu être enregistré.',
    goesTo: 'mène à {host}',
    picture: 'Voir l’image',
    danger: { program: 'programme', script: 'script', macro: 'macros', page: 'page web', disguised: 'nom trompeur', archive: 'archive' },
    careful: 'Prudence avec cette pièce jointe',
    why: {
      program: 'C’est un programme : l’ouvrir peut lui donner la main sur tout l’ordinateur.',
      script: 'C’est une suite de commandes que l’ordinateur exécuterait à l’ouverture.',
      macro: 'Ce document peut contenir des macros, c’est-à-dire de petits programmes lancés à son ouverture.',
      page: 'C’est une page que le navigateur ouvrirait : elle peut imiter un site et demander un mot de passe.',
      disguised: 'Ce fichier se fait passer pour ce qu’il n’est pas : son nom, sa fin et son type ne disent pas la même chose.',
    },
    how: 'Ne l’ouvrez que si vous l’attendiez de cette personne ; dans le doute, demandez-lui par un autre moyen. Ne saisissez aucun mot de passe et n’activez pas les macros.',
    cancel: 'Ne pas télécharger',
    anyway: 'Télécharger quand même',
  },
}
