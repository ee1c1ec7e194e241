/** A workflow that asks its member for everything that can be asked, one thing after the other, and hides what is none of their business. */
export const WELCOME = `
workflow: welcome
title: { fr: Déménager votre domaine, en: Move your domain }
subject: { fr: '{{start.domain}}', en: '{{start.domain}}' }
start:
  - { name: domain, label: { fr: Domaine, en: Domain } }
steps:
  - id: facts
    kind: form
    who: member
    title: { fr: 'Quelques mots sur {{start.domain}}', en: 'A few words about {{start.domain}}' }
    why: { fr: Nous préparons votre place chez nous d’après ce que vous nous dites., en: We prepare your place with us by what you tell us. }
    how: { fr: 'Remplissez ce que vous savez. Votre code se trouve sur https://admin.gandi.net/, dans « Mon domaine ».', en: 'Fill in what you know. Your code is on https://admin.gandi.net/, under “My domain”.' }
    takes: { fr: Cinq minutes., en: Five minutes. }
    due: 5d
    remind: [2d]
    fields:
      - { name: name, label: { fr: Nom de l’association, en: Name of the association }, example: Les Pieds dans l’herbe }
      - { name: mail, label: { fr: Une autre adresse pour vous joindre, en: Another address to reach you }, help: { fr: 'Hors de ce domaine, au cas où.', en: 'Outside this domain, just in case.' }, type: email }
      - { name: site, label: { fr: Votre site, en: Your site }, type: web, required: false }
      - { name: boxes, label: { fr: Combien de boîtes mail, en: How many mailboxes }, type: number }
      - { name: day, label: { fr: Le jour qui vous arrange, en: The day that suits you }, type: date }
      - { name: keeps, label: { fr: Gardez-vous le site, en: Do you keep the site }, type: yes }
      - { name: plan, label: { fr: Votre formule, en: Your plan }, type: choice, options: [{ value: small, label: { fr: Petite, en: Small } }, { value: large, label: { fr: Grande, en: Large } }] }
      - { name: notes, label: { fr: Autre chose, en: Anything else }, type: long, required: false }
      - { name: code, label: { fr: Code de transfert, en: Transfer code }, type: secret }
  - { id: survey, kind: task, who: agent, shown: false, title: { fr: ETAPE-CACHEE, en: HIDDEN-STEP }, why: { fr: x, en: x }, how: { fr: x, en: x }, after: [] }
  - { id: lower, kind: task, who: member, title: { fr: Déverrouiller le domaine chez Gandi, en: Unlock the domain at Gandi }, why: { fr: 'Sans cela, Gandi refuse de le laisser partir.', en: Gandi would not let it go otherwise. }, how: { fr: 'Ouvrez Gandi, puis « Verrou », puis « Désactiver ».', en: 'Open Gandi, then “Lock”, then “Off”.' }, takes: { fr: Deux minutes., en: Two minutes. }, evidence: optional, after: [facts] }
  - { id: copies, kind: each, title: { fr: Copier vos boîtes mail, en: Copy your mailboxes }, why: { fr: Pour ne rien perdre., en: So that nothing is lost. }, how: { fr: x, en: x }, over: '["contact", "bureau", "presse"]', after: [lower], steps: [{ id: copy, kind: task, title: { fr: 'Copier {{item}}', en: 'Copy {{item}}' }, why: { fr: x, en: x }, how: { fr: x, en: x } }] }
  - { id: go, kind: gate, who: member, shows: [move], title: { fr: Votre accord pour le transfert, en: Your consent to the transfer }, why: { fr: Le domaine change de maison., en: The domain changes houses. }, how: { fr: 'Pendant une heure, votre site peut être absent.', en: 'Your site may be away for an hour.' }, after: [copies] }
  - { id: move, kind: action, uses: test.transfer, irreversible: true, title: { fr: Demander le transfert, en: Ask for the transfer }, why: { fr: x, en: x }, how: { fr: x, en: x }, takes: { fr: Cinq jours en général., en: Five days as a rule. } }
  - { id: days, kind: timer, for: 5d, title: { fr: Attendre la réponse de Gandi, en: Wait for Gandi’s answer }, why: { fr: x, en: x }, how: { fr: x, en: x } }
  - { id: look, kind: task, role: volunteer, title: { fr: Regarder le site ensemble, en: Look at the site together }, why: { fr: x, en: x }, how: { fr: x, en: x } }
`
