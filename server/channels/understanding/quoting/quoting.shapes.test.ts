import { describe, expect, test } from 'vitest'
import { visibleReply } from './quoting.ts'

const shown = (...lines: string[]) => visibleReply(lines.join('\n'), { isForward: false, isList: false })
const NEW = ['La lampe est réparée.', '', 'Dites-moi si elle s\'éteint de nouveau.']
const SHOWN = NEW.join('\n')
const MARKED = ['> La lampe du couloir est éteinte.', '>', '> Ann']
const OUTLOOK = ['De : Ann Lee <ann@example.org>', 'Envoyé : lundi 23 novembre 2026 10:00', 'À : Bob', 'Objet : Lampe', '']

describe('announcements that name no verb we know, and nothing marked below', () => {
  test.each([
    ['dotted hour', '23.11.2026, 10.00, "Ann - Lampes" <ann@example.org>:'],
    ['the hour first', '10:00 AM, November 23, 2026, "Ann - Lampes" <ann@example.org>:'],
    ['weekday and zone', 'Monday, 23 November 2026, 10:00 AM +0100 from ann@example.org <ann@example.org>:'],
    ['Russian', 'пн, 23 нояб. 2026 г. в 10:00, Ann Lee <ann@example.org>:'],
    ['Korean', '2026. 11. 23. 오전 10:00 Ann Lee <ann@example.org> 작성:'],
    ['Catalan', 'El 23/11/2026 10:00, Ann Lee <ann@example.org> ha escrit:'],
    ['an address without brackets', '23 nov. 2026, 10:00 par ann@example.org:'],
    ['dashes on both sides', '------On 11/23/2026 10:00 AM, Ann Lee wrote-----'],
    ['a header on one line', 'Date: Mon, 23 Nov 2026 10:00:00 +0100 From: ann@example.org To: Bob Subject: La lampe'],
  ])('%s', (_what, announcement) => { expect(shown(...NEW, '', announcement, '', 'La lampe du couloir est éteinte.')).toBe(SHOWN) })

  test('the address and the date on two lines', () => {
    expect(shown(...NEW, '', 'Ann Lee <ann@example.org> schrieb am Mo., 23.', 'Nov. 2026, 10:00:', '', ...MARKED)).toBe(SHOWN)
    expect(shown(...NEW, '', '"Ann Lee" <ann@example.org> – 23 novembre 2026 10:00', ...MARKED)).toBe(SHOWN)
  })
  test('an answer in Chinese is one', () => {
    expect(shown('灯已经修好了。', '', '2026年11月23日 周一 10:00 安 <ann@example.org> 写道：', '走廊的灯坏了。')).toBe('灯已经修好了。')
  })
})

describe('announcements that share a line or touch the answer', () => {
  test.each([
    ['behind the answer', ['C\'est fait. Le 23/11/2026 à 10:00, Ann Lee a écrit :', ...MARKED], 'C\'est fait.'],
    ['behind dashes', ['Bonjour,', 'oui - tout va--- On Mon, Nov 23, 2026 at 10:00 AM, ann@example.org wrote:', ...MARKED], 'Bonjour,\noui - tout va'],
    ['marked, straight below the answer', ['C\'est fait.', '> Le 23 nov. 2026 à 10:00, Ann Lee <ann@example.org> a écrit :', ...MARKED], 'C\'est fait.'],
  ])('%s', (_where, lines, expected) => { expect(shown(...lines)).toBe(expected) })

  test.each(['On Friday I wrote:', 'Le 12 mars, Gandi nous a écrit :', 'Le 12 mars on m’a écrit :', 'Voici ce qu’elle a écrit :'])('a story keeps its quotation: %s', (told) => {
    expect(shown(...NEW, told, '> contrat résilié')).toBe([...NEW, told, '> contrat résilié'].join('\n'))
  })

  test('a sentence that tells who wrote keeps its quotation', () => {
    const lines = ['Le fournisseur nous a écrit le 23/11/2026 :', '> contrat résilié', '', 'Que faire ?']
    expect(shown(...lines)).toBe(lines.join('\n'))
  })
})

describe('quoted lines that were wrapped without a mark', () => {
  const long = '> La lampe du couloir du premier étage est éteinte depuis que le compteur a'
  test.each([
    ['the end of a sentence', [long, 'été changé par Enedis.', '> Ann']],
    ['an address alone', ['> Voir le plan', ' (https://example.org/plan) >', '> Ann']],
    ['the end of an address', ['> Voir (https://example.org/plan?salle', '_numero=12)', '>']],
  ])('%s goes', (_what, quotation) => { expect(shown(...NEW, '', 'Le 23/11/2026 à 10:00, Ann a écrit :', ...quotation)).toBe(SHOWN) })

  test.each([
    ['below a short line', ['> Elle est éteinte', 'depuis ce matin, oui', '> Ann']],
    ['below a question', [`${long} sauté ?`, 'oui, hier', '> Ann']],
    ['with a capital', [long, 'Oui, hier', '> Ann']],
    ['at the end', [long, 'sauté hier']],
  ])('an answer %s stays', (_where, quotation) => {
    const lines = ['Voilà.', '', 'Le 23/11/2026 à 10:00, Ann a écrit :', ...quotation]
    expect(shown(...lines)).toContain(quotation[1])
  })
})

describe('a line of one\'s own that begins as a header does', () => {
  test.each([
    ['a date above Outlook\'s header', ['La lampe est réparée.', 'Date : 23/11/2026'], OUTLOOK],
    ['a subject above it', ['La lampe est réparée.', 'Objet : lampe du couloir'], OUTLOOK],
    ['with a sentence between', ['Date : 23/11/2026', 'La lampe est réparée'], OUTLOOK],
    ['a date above a header with blank lines', ['Date : 23/11/2026'], OUTLOOK.flatMap(line => [line, ''])],
  ])('%s stays', (_what, own, header) => { expect(shown(...own, '', ...header, 'La lampe est éteinte.')).toBe(own.join('\n')) })

  test('a header with blank lines goes, though another one is soon below', () => {
    const header = OUTLOOK.flatMap(line => line === '' ? [] : [line, ''])
    expect(shown(...NEW, '', ...header, 'Et la lampe ?', '', ...header, 'La lampe est éteinte.')).toBe(SHOWN)
  })
})

describe('a short answer above a quotation that nothing marks', () => {
  test.each([
    ['a sign', ['👍', '', ...OUTLOOK, 'La lampe est-elle réparée ?', '', 'Ann'], '👍'],
    ['a greeting, and one paragraph below', ['Hello', '', ...OUTLOOK, 'Salut !'], 'Hello'],
    ['a greeting that goes on', ['Bonjour, c\'est fait.', '', ...OUTLOOK, 'La lampe est-elle réparée ?', '', 'Ann'], 'Bonjour, c\'est fait.'],
    ['a greeting, and no words below', ['Bonjour', '', ...OUTLOOK], 'Bonjour'],
  ])('%s', (_what, lines, expected) => { expect(shown(...lines)).toBe(expected) })
})

describe('a greeting above a longer quotation that nothing marks may have its answer below', () => {
  test.each(['Bonjour à tous,', 'Bonjour Madame Martin', 'hello ann,', 'Salut !'])('%s', greeting => {
    const lines = [greeting, '', ...OUTLOOK, 'La lampe est-elle réparée ?', '', 'Oui, depuis hier.']
    expect(shown(...lines)).toBe(lines.join('\n'))
  })
})

describe('advertisements', () => {
  test.each([
    'Envoyé de mon téléphone, désolé pour les fautes.', 'Sent from my Verizon, Samsung Galaxy smartphone', 'Sent from my cell, please excuse any typos.', 'sent by galaxy', 'Envoyé avec LampMail (https://lampmail.example)', 'Sent from LampMail<https://lampmail.example/r?b=1>',
    'Envoyé avec la messagerie sécurisée [Proton Mail](https://proton.me/).', 'Envoyé avec un peu de lumière depuis mon iPhone', 'Sent from my lamp smartphone on the Brightest Network from LampTel!',
  ])('%s', line => { expect(shown(...NEW, '', line)).toBe(SHOWN) })

  test.each([
    'Sent from my desk, which is easier than my mobile phone.', 'Sent from my phone because the computer is broken', 'Envoyé de mon iPhone mais je ne reçois rien', 'Envoyé de mon ordinateur hier, toujours rien', 'Sent from my computer it fails',
  ])('a sentence: %s', line => { expect(shown(...NEW, '', line)).toBe(`${SHOWN}\n\n${line}`) })
})

describe('below a closing formula', () => {
  test.each([
    ['a name and what the person is', ['Bien cordialement,', 'Camille Martin', 'Trésorière de l\'association']],
    ['a name, a title and an organisation', ['Best regards,', '', 'Ann Lee', 'Treasurer', 'Lamps Association']],
    ['in two languages', ['Med venlig hilsen / Kind regards', '', 'Ann Lee', 'CEO']],
  ])('%s are a signature', (_what, signature) => { expect(shown(...NEW, '', ...signature)).toBe(SHOWN) })

  test.each([
    ['a name alone', ['Cordialement,', 'Camille Martin']],
    ['how to reach somebody today', ['Cordialement,', 'Camille Martin', 'Je suis au 01 02 03 04 05']],
    ['an afterthought in a card', ['-- ', 'Camille Martin', '', 'PS : la clé est chez Bob']],
    ['an afterthought under a line', ['--', 'N.B. la clé est chez Bob']],
    ['something said', ['Cordialement,', 'Camille Martin', 'Je serai là lundi']],
    ['an afterthought', ['Cordialement,', 'Camille Martin', 'PS la clé est chez Bob']],
    ['a thank-you', ['Cordialement,', 'Camille', 'Merci encore']],
    ['a question', ['Cordialement,', 'Camille Martin', 'Trésorière', 'La clé est chez Bob ?']],
  ])('%s stays', (_what, lines) => { expect(shown(...NEW, '', ...lines)).toBe([SHOWN, '', ...lines].join('\n')) })
})

test('an advertisement below a formula and a name makes no signature of them', () => {
  const closing = ['', 'Bien à vous,', '', 'Camille']
  expect(shown(...NEW, ...closing, '', 'Envoyé de mon iPhone', '', ...OUTLOOK, 'La lampe est éteinte.')).toBe([...NEW, ...closing].join('\n'))
})

test('where somebody goes, and when, is theirs', () => {
  const lines = [...NEW, '', 'De : Paris', 'À : Lyon', 'Date : lundi 23']
  expect(shown(...lines)).toBe(lines.join('\n'))
})

test('the place of a picture that is announced stays', () => {
  const lines = [...NEW, '', 'Voici ce que je vois :', '', '[cid:ecran.png@01DA]']
  expect(shown(...lines)).toBe(lines.join('\n'))
})

describe('what stands below the quotation', () => {
  const above = [...NEW, '', 'Le 23/11/2026 à 10:00, Ann a écrit :', ...MARKED]
  test.each([
    ['a formula and a name', ['', 'Cordialement,', 'Camille Martin']],
    ['a signature, when the quotation ends with a colon', ['> Voici la liste :', '', '-- ', 'Camille Martin']],
  ])('%s goes', (_what, lines) => { expect(shown(...above, ...lines)).toBe(SHOWN) })

  test.each([
    ['thanks', ['', 'Thanks,', 'Ann']],
    ['a formula below an answer', ['', 'Oui, deux fois', '', 'Cordialement,', 'Camille']],
  ])('%s stays', (_what, lines) => { expect(shown(...above, ...lines)).toBe([...above, ...lines].join('\n')) })

  test('a line that begins as announcements do is no part of the one below', () => {
    expect(shown('Rue Longue, 1, Paris,', 'Le 23 novembre 2026 à 10:00, Ann Lee', '<ann@example.org> a écrit :', '', 'Quelle est votre adresse ?')).toBe('Rue Longue, 1, Paris,')
  })
})

test.each([
  ['an older message', ['-----Message d\'origine-----', 'De : Bob', 'Envoyé : dimanche 22 novembre 2026', 'Objet : Lampe', '', 'Je crois que la lampe du couloir est éteinte.']],
  ['what a house adds', ['Suivez-nous sur le réseau des lampes et découvrez nos offres.', '', 'Pensez à l\'environnement avant d\'imprimer ce message.']],
])('%s below the formula of what is quoted is no answer', (_what, below) => {
  expect(shown(...NEW, '', ...OUTLOOK, 'Où en est la lampe ?', '', 'Cordialement,', 'Ann Lee', '', ...below)).toBe(SHOWN)
})

describe('notices that begin like any paragraph', () => {
  test.each([
    'Les informations contenues dans ce message sont confidentielles et réservées à la personne nommée. Toute copie est interdite.',
    'Bonne lecture. Si vous n\'êtes pas le destinataire de cet envoi, merci de le détruire et d\'en avertir qui vous l\'a envoyé.',
    'Lamps Ltd monitors its mail. If you are not the intended recipient, delete it and tell us so; copying it is forbidden.',
  ])('%s', notice => { expect(shown(...NEW, '', notice)).toBe(SHOWN) })

  test.each([
    'Je crois que j\'ai reçu ce message par erreur : il parle d\'une lampe que je n\'ai jamais eue chez moi, ni ailleurs.',
    'Que faire si vous n\'êtes pas le destinataire que je cherche, et qui dois-je appeler pour la lampe du couloir ?',
    'L\'hébergeur décline toute responsabilité dans sa réponse, et je ne sais plus que faire du site de l\'association.',
    'We have seen unauthorized use of our mailbox since Monday, and nobody knows who has the password of that account.',
  ])('the writer\'s own: %s', said => { expect(shown(...NEW, '', said)).toBe(`${SHOWN}\n\n${said}`) })
})

describe('advertisements of other languages', () => {
  test.each(['Von meinem Mobilgerät gesendet', 'Enviado desde mi iPhone', 'Enviado do meu smartphone Samsung Galaxy.', 'Obter o Outlook para Android', 'Inviato da iPhone', 'Verstuurd vanaf mijn iPad', 'Lähetetty iPhonesta', 'Wysłane z iPhone’a', 'Отправлено с iPhone', '从 Outlook 发送', '发自我的iPhone'])('%s', line => {
    expect(shown(...NEW, '', line)).toBe(SHOWN)
  })
  test.each(['From my phone nothing works', 'Enviado de nuevo porque no llegó', 'Enviado do meu celular ontem', 'Enviado do meu telefone o recibo pedido', 'Inviato dal telefono ieri', 'Verzonden met de post', 'Lähetin tämän eilen', '从昨天开始网站打不开', 'Von meinem Kollegen wurde es gesendet'])('a sentence: %s', line => {
    expect(shown(...NEW, '', line)).toBe(`${SHOWN}\n\n${line}`)
  })
})
