import { describe, expect, test } from 'vitest'
import { visibleReply } from './quoting.ts'

const OLD = ['The lamp is out.', 'Could you have a look?']
const MARKED = OLD.map(line => `> ${line}`)
const shown = (lines: readonly string[]) => visibleReply(lines.join('\n'), { isForward: false, isList: false })
const NEW = ['Done this morning.', '', 'Tell me if it goes out again.']
const SHOWN = NEW.join('\n')
const below = (...quotation: string[]) => shown([...NEW, '', ...quotation])

describe('attributions above marked quotations', () => {
  test.each([
    ['English, Gmail', 'On Mon, Nov 23, 2026 at 10:00 AM Ann Lee <ann@example.org> wrote:'],
    ['English, Apple', 'On 23 Nov 2026, at 10:00, Ann Lee <ann@example.org> wrote:'],
    ['English, Thunderbird', 'On 11/23/2026 10:00 AM, Ann Lee wrote:'],
    ['English, day first', 'Mon 23.11.2026 10:00, Ann Lee wrote:'],
    ['English, name first', 'Ann Lee <ann@example.org> wrote on 23/11/2026 10:00:'],
    ['English, name alone', 'Ann Lee wrote:'],
    ['English, writes', 'Ann Lee <ann@example.org> writes:'],
    ['English, quoting', 'Quoting Ann Lee <ann@example.org>:'],
    ['English, dashes', '--- On Mon, 11/23/26, Ann Lee <ann@example.org> wrote:'],
    ['English, Zoho', '---- On Mon, 23 Nov 2026 10:00:00 +0100 Ann Lee <ann@example.org> wrote ----'],
    ['English, star', '* On 23/11/26 10:00, Ann Lee wrote:'],
    ['English, Eudora', 'At 10:00 AM 11/23/2026, Ann Lee wrote:'],
    ['older Gmail', '2026/11/23 Ann Lee <ann@example.org>'],
    ['older Gmail, colon', '2026-11-23 10:00 GMT+01:00 Ann Lee <ann@example.org>:'],
    ['French, Gmail', 'Le lun. 23 nov. 2026 à 10:00, Ann Lee <ann@example.org> a écrit :'],
    ['French, Thunderbird', 'Le 23/11/2026 à 10:00, Ann Lee a écrit :'],
    ['French, Apple', 'Le 23 nov. 2026 à 10:00, Ann Lee <ann@example.org> a écrit :'],
    ['French, Roundcube', 'Le 2026-11-23 10:00, Ann Lee a écrit :'],
    ['French, SnappyMail', 'Le 23 novembre 2026 10:00:00 "Ann Lee" <ann@example.org> a écrit :'],
    ['French, Yahoo', 'Le lundi 23 novembre 2026 à 10:00:00 UTC+1, Ann Lee <ann@example.org> a écrit :'],
    ['French, name first', 'Ann Lee <ann@example.org> a écrit :'],
    ['French, a day alone', 'Le 23 novembre, Ann Lee a écrit :'],
    ['English, a day alone', 'On Nov 23, ann wrote:'],
    ['English, a weekday alone', 'On Monday, Ann Lee wrote:'],
    ['French, a weekday alone', 'Le lundi, Ann Lee a écrit :'],
    ['French, date last', 'Ann Lee a écrit le 23/11/2026 10:00 :'],
    ['French, formal', 'En date de : 23/11/2026 10:00, Ann Lee a écrit :'],
    ['French, Horde', 'Selon Ann Lee <ann@example.org>:'],
    ['French, without accents', 'Le 23/11/2026 10:00, Ann Lee a ecrit:'],
    ['French, hard blanks', 'Le\u00a023 nov. 2026 à\u00a010:00, Ann Lee <ann@example.org> a\u00a0écrit\u00a0:'],
    ['German, Gmail', 'Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Ann Lee <ann@example.org>:'],
    ['German, Thunderbird', 'Am 23.11.2026 um 10:00 schrieb Ann Lee:'],
    ['German, name first', 'Ann Lee <ann@example.org> schrieb am 23.11.2026:'],
    ['German, Horde', 'Zitat von Ann Lee <ann@example.org>:'],
    ['Spanish', 'El lun, 23 nov 2026 a las 10:00, Ann Lee (<ann@example.org>) escribió:'],
    ['Italian', 'Il giorno lun 23 nov 2026 alle ore 10:00 Ann Lee <ann@example.org> ha scritto:'],
    ['Italian, Thunderbird', 'Il 23/11/26 10:00, Ann Lee ha scritto:'],
    ['Dutch, Gmail', 'Op ma 23 nov. 2026 om 10:00 schreef Ann Lee <ann@example.org>:'],
    ['Dutch, Apple', 'Op 23 nov. 2026, om 10:00 heeft Ann Lee <ann@example.org> het volgende geschreven:'],
    ['Portuguese', 'Em seg., 23 de nov. de 2026 às 10:00, Ann Lee <ann@example.org> escreveu:'],
    ['Portuguese of Portugal', 'Ann Lee <ann@example.org> escreveu no dia segunda, 23/11/2026 à(s) 10:00:'],
    ['Swedish', 'Den mån 23 nov. 2026 kl 10:00 skrev Ann Lee <ann@example.org>:'],
    ['Swedish, no opening', '23 nov. 2026 kl. 10:00 skrev Ann Lee <ann@example.org>:'],
    ['Danish', 'Den man. 23. nov. 2026 kl. 10.00 skrev Ann Lee <ann@example.org>:'],
    ['Norwegian', 'man. 23. nov. 2026 kl. 10:00 skrev Ann Lee <ann@example.org>:'],
    ['Finnish', 'ma 23. marrask. 2026 klo 10.00 Ann Lee (ann@example.org) kirjoitti:'],
    ['Finnish, name first', 'Ann Lee <ann@example.org> kirjoitti 23.11.2026 kello 10.00:'],
    ['Polish', 'W dniu 23.11.2026 o 10:00, Ann Lee pisze:'],
    ['Polish, Gmail', 'pon., 23 lis 2026 o 10:00 Ann Lee <ann@example.org> napisał(a):'],
    ['Czech', 'Dne 23.11.2026 v 10:00 Ann Lee napsal(a):'],
    ['Czech, Gmail', 'po 23. 11. 2026 v 10:00 odesílatel Ann Lee <ann@example.org> napsal:'],
    ['Slovak', 'Dňa 23. 11. 2026 o 10:00 Ann Lee napísal(a):'],
    ['Russian', '23.11.2026 10:00, Ann Lee пишет:'],
    ['Russian, Gmail', 'пн, 23 нояб. 2026 г. в 10:00, Ann Lee <ann@example.org>:'],
    ['Russian, older Gmail', '23 ноября 2026 г., 10:00 пользователь Ann Lee <ann@example.org> написал:'],
    ['Greek', 'Στις Δευ 23 Νοε 2026 στις 10:00, ο/η Ann Lee <ann@example.org> έγραψε:'],
    ['Japanese, Gmail', '2026年11月23日(月) 10:00 Ann Lee <ann@example.org>:'],
    ['Japanese, Apple', '2026/11/23 10:00、Ann Lee <ann@example.org>のメール:'],
    ['Chinese, Gmail', 'Ann Lee <ann@example.org> 于2026年11月23日周一 10:00写道：'],
    ['Chinese, Apple', '在 2026年11月23日，10:00，Ann Lee <ann@example.org> 写道：'],
    ['Chinese, traditional', 'Ann Lee <ann@example.org> 於 2026年11月23日 週一 上午10:00寫道：'],
    ['Korean', '2026년 11월 23일 (월) 오전 10:00, Ann Lee <ann@example.org>님이 작성:'],
    ['Turkish', 'Ann Lee <ann@example.org>, 23 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:'],
    ['Hungarian', 'Ann Lee <ann@example.org> ezt írta (időpont: 2026. nov. 23., H, 10:00):'],
    ['Romanian', 'În lun., 23 nov. 2026 la 10:00, Ann Lee <ann@example.org> a scris:'],
    ['no language we know', 'Nov 23, 2026, 10:00 Ann Lee <ann@example.org> rašė:'],
  ])('%s', (_program, attribution) => {
    expect(below(attribution, '', ...MARKED)).toBe(SHOWN)
    expect(below(attribution, ...MARKED)).toBe(SHOWN)
    expect(below(...[attribution, '', ...MARKED].map(line => `> ${line}`))).toBe(SHOWN)
  })
})

describe('attributions that were wrapped', () => {
  test.each([
    ['before the address', ['Le lun. 23 nov. 2026 à 10:00, Ann Lee', '<ann@example.org> a écrit :']],
    ['inside the brackets', ['On Mon, Nov 23, 2026 at 10:00 AM, A rather long name indeed <', 'ann@example.org> wrote:']],
    ['before the verb', ['On Nov 23, 2026, at 10:00 AM, Ann Lee <ann@example.org>', 'wrote:']],
    ['inside the verb', ['Le 23 nov. 2026 à 10:00, Ann Lee <ann@example.org> a', 'écrit :']],
    ['on three lines', ['Le lundi 23 novembre 2026 à 10:00,', 'Ann Lee <ann@example.org>', 'a écrit :']],
    ['on four lines', ['On Monday,', 'November 23, 2026 at 10:00 AM,', 'Ann Lee <ann@example.org>', 'wrote:']],
    ['the date on a line of its own', ['Le 23 nov. 2026 à 10:00,', 'Le bureau des lampes <ann@example.org> a écrit :']],
    ['its end behind the marks', ['On Mon, Nov 23, 2026 at 10:00 AM Ann Lee <ann@example.org>', '> wrote:']],
    ['German', ['Am Montag, 23. November 2026 um 10:00 schrieb Ann Lee', '<ann@example.org>:']],
    ['the date, behind the name', ['Ann Lee <ann@example.org> schrieb am Mo. 23. Nov. 2026', 'um 10:00:']],
    ['Dutch', ['Op 23 nov. 2026, om 10:00 heeft Ann Lee', '<ann@example.org> het volgende geschreven:']],
  ])('%s', (_where, attribution) => {
    expect(below(...attribution, ...MARKED)).toBe(SHOWN)
  })
  test.each([
    ['a sentence above with the same word', ['Le code 12 est faux.', 'Le 23/11/2026 à 10:00, Ann Lee a écrit :', ...MARKED], 'Le code 12 est faux.'],
    ['an unfinished one', ['On 2 floors now', 'On 23/11/2026 at 10:00, Ann Lee wrote:', ...MARKED], 'On 2 floors now'],
  ])('%s stays', (_what, lines, expected) => { expect(shown(lines)).toBe(expected) })
})

describe('headers of Outlook and its like, with what they quote unmarked', () => {
  const blocks: [string, string[]][] = [
    ['English', ['From: Ann Lee <ann@example.org>', 'Sent: Monday, November 23, 2026 10:00 AM', 'To: Bob', 'Subject: Lamp']],
    ['English, bold', ['*From:* Ann Lee <ann@example.org>', '*Sent:* Monday, November 23, 2026 10:00 AM', '*To:* Bob', '*Subject:* Lamp']],
    ['English, bold with double stars', ['**From:** Ann Lee', '**Sent:** 23 November 2026 10:00', '**To:** Bob', '**Cc:** Carl; Dora', '**Subject:** Lamp']],
    ['English, Mac', ['From: Ann Lee <ann@example.org>', 'Date: Monday, November 23, 2026 at 10:00 AM', 'To: Bob <bob@example.org>', 'Subject: Lamp']],
    ['French, nothing but an address and a date', ['De : Ann Lee <ann@example.org>', 'Envoyé : lundi 23 novembre']],
    ['French, nothing but names and a weekday', ['De : Ann Lee', 'Envoyé : lundi', 'À : Bob']],
    ['French, only a name, under a line', ['________________________________', 'De : Ann Lee']],
    ['English, only a name, under a line', ['________________________________', '', 'From: Ann Lee']],
    ['English, no date', ['From: Ann Lee <ann@example.org>', 'To: Bob <bob@example.org>', 'Subject: Lamp']],
    ['English, another order', ['Date: Mon, 23 Nov 2026 10:00:00 +0100', 'From: Ann Lee <ann@example.org>', 'Subject: Lamp', 'To: bob@example.org']],
    ['English, long list of addresses', ['From: Ann Lee', 'Sent: 23 November 2026 10:00', 'To: Bob <bob@example.org>;', 'Carl <carl@example.org>', 'Subject: Lamp']],
    ['French', ['De : Ann Lee <ann@example.org>', 'Envoyé : lundi 23 novembre 2026 10:00', 'À : Bob', 'Objet : Lampe']],
    ['French, bold', ['*De :* Ann Lee <ann@example.org>', '*Envoyé :* lundi 23 novembre 2026 10:00', '*À :* Bob', '*Objet :* Lampe']],
    ['French, hard blanks', ['De\u00a0: Ann Lee', 'Envoyé\u00a0: lundi 23 novembre 2026 10:00', 'À\u00a0: Bob', 'Cc\u00a0: Carl', 'Objet\u00a0: Lampe']],
    ['French, Mac', ['De : Ann Lee <ann@example.org>', 'Date : lundi 23 novembre 2026 à 10:00', 'À : Bob <bob@example.org>', 'Objet : Lampe']],
    ['French, new Outlook', ['De : Ann Lee <ann@example.org>', 'Date : lundi, 23 novembre 2026 à 10:00', 'À : Bob <bob@example.org>', 'Cc : Carl', 'Objet : Lampe']],
    ['French, without accents', ['De: Ann Lee', 'Envoye le: 23/11/2026 10:00', 'A: Bob', 'Objet: Lampe']],
    ['French, Zimbra', ['De: "Ann Lee" <ann@example.org>', 'À: "Bob" <bob@example.org>', 'Envoyé: Lundi 23 Novembre 2026 10:00:00', 'Objet: Lampe']],
    ['German', ['Von: Ann Lee <ann@example.org>', 'Gesendet: Montag, 23. November 2026 10:00', 'An: Bob', 'Betreff: Lampe']],
    ['Spanish', ['De: Ann Lee', 'Enviado el: lunes, 23 de noviembre de 2026 10:00', 'Para: Bob', 'Asunto: Lámpara']],
    ['Italian', ['Da: Ann Lee', 'Inviato: lunedì 23 novembre 2026 10:00', 'A: Bob', 'Oggetto: Lampada']],
    ['Dutch', ['Van: Ann Lee', 'Verzonden: maandag 23 november 2026 10:00', 'Aan: Bob', 'Onderwerp: Lamp']],
    ['Portuguese', ['De: Ann Lee', 'Enviada em: segunda-feira, 23 de novembro de 2026 10:00', 'Para: Bob', 'Assunto: Lâmpada']],
    ['Swedish', ['Från: Ann Lee', 'Skickat: den 23 november 2026 10:00', 'Till: Bob', 'Ämne: Lampa']],
    ['Danish', ['Fra: Ann Lee', 'Sendt: 23. november 2026 10:00', 'Til: Bob', 'Emne: Lampe']],
    ['Finnish', ['Lähettäjä: Ann Lee', 'Lähetetty: 23. marraskuuta 2026 10:00', 'Vastaanottaja: Bob', 'Aihe: Lamppu']],
    ['Polish', ['Od: Ann Lee', 'Wysłano: 23 listopada 2026 10:00', 'Do: Bob', 'Temat: Lampa']],
    ['Czech', ['Od: Ann Lee', 'Odesláno: 23. listopadu 2026 10:00', 'Komu: Bob', 'Předmět: Lampa']],
    ['Russian', ['От: Ann Lee', 'Отправлено: 23 ноября 2026 г. 10:00', 'Кому: Bob', 'Тема: Лампа']],
    ['Greek', ['Από: Ann Lee', 'Στάλθηκε: Δευτέρα, 23 Νοεμβρίου 2026 10:00', 'Προς: Bob', 'Θέμα: Λάμπα']],
    ['Japanese', ['差出人: Ann Lee <ann@example.org>', '送信日時: 2026年11月23日 10:00', '宛先: Bob', '件名: ランプ']],
    ['Chinese', ['发件人：Ann Lee <ann@example.org>', '发送时间：2026年11月23日 10:00', '收件人：Bob', '主题：灯']],
    ['Arabic', ['من: Ann Lee <ann@example.org>', 'تم الإرسال: Monday, November 23, 2026 10:00 AM', 'إلى: Bob', 'الموضوع: مصباح']],
    ['Hebrew', ['מאת: Ann Lee <ann@example.org>', 'נשלח: 23 בנובמבר 2026 10:00', 'אל: Bob', 'נושא: מנורה']],
    ['Korean', ['보낸 사람: Ann Lee <ann@example.org>', '보낸 날짜: 2026년 11월 23일', '받는 사람: Bob', '제목: 램프']],
  ]
  test.each(blocks)('%s', (_language, block) => {
    expect(below(...block, '', ...OLD)).toBe(SHOWN)
    expect(below('________________________________', ...block, '', ...OLD)).toBe(SHOWN)
    expect(below('-----Original Message-----', ...block, '', ...OLD)).toBe(SHOWN)
    expect(below(...block, '', ...MARKED)).toBe(SHOWN)
  })
})

describe('lines that say that the message before begins', () => {
  test.each([
    '-----Original Message-----', '---------- **Original Message** ----------', '## Bitte antworten Sie oberhalb dieser Zeile ##', '------Original Message------', '-------- Original Message --------', '----- Original message -----', '---------------- Original message ----------------', '------------------ Original ------------------', '*Original Message*',
    '##- Please type your reply above this line -##', '--- Répondez au-dessus de cette ligne ---', '-----Message d\'origine-----', '-----Message d’origine-----', '-------- Message original --------', '----- Mail original -----', '-------- Courriel original --------', '-----Message initial-----',
    '-----Ursprüngliche Nachricht-----', '-------- Original-Nachricht --------', '-----Mensaje original-----', '-----Messaggio originale-----', '-----Mensagem original-----', '-----Oorspronkelijk bericht-----', '-----Ursprungligt meddelande-----', '-----Oprindelig meddelelse-----',
    '-----Opprinnelig melding-----', '-----Alkuperäinen viesti-----', '-----Oryginalna wiadomość-----', '---------- Původní zpráva ----------', '-----Исходное сообщение-----', '-----Αρχικό μήνυμα-----', '-----原始邮件-----', '-----元のメッセージ-----', '-----원본 메시지-----',
  ])('%s', (mark) => {
    expect(below(mark, 'From: Ann Lee', ...OLD)).toBe(SHOWN)
    expect(below(mark, '', ...MARKED)).toBe(SHOWN)
  })
})

describe('advertisements of programs and telephones', () => {
  test.each([
    'Sent from my iPhone', 'Sent from my iPad', 'Sent from my Samsung Galaxy smartphone.', 'Sent from my phone. Please excuse my brevity.', 'Sent from a small glass rectangle', 'Sent via mobile', 'Sent from my Verizon, Samsung Galaxy smartphone', 'Sent from Yahoo Mail on Android', 'Sent from Yahoo Mail for iPhone<https://example.org/x>', 'Sent from Mail for Windows 10',
    'Sent with Proton Mail secure email.', 'Sent from Outlook for Android', 'Get Outlook for iOS<https://aka.ms/x>', '[Get Outlook for iOS]', '*Sent from my BlackBerry*', '(sent from my mobile)', 'Sent from my Android device with K-9 Mail. Please excuse my brevity.',
    'Envoyé de mon iPhone', 'Envoyé depuis mon téléphone', 'Envoyé depuis mon smartphone Samsung Galaxy.', 'Envoyé de mon appareil Galaxy', 'Envoyé à partir de Outlook pour Android', 'Envoyé avec la messagerie sécurisée Proton Mail.', 'Envoyé depuis l’application Mail Orange', 'Envoyé depuis Yahoo Mail pour iPhone',
    'Envoyé à partir d\'Outlook', 'Envoyé depuis Gmail Mobile', 'Provenance : Courrier pour Windows', 'Téléchargez Outlook pour iOS<https://aka.ms/x>', 'Envoyé de mon Fairphone', 'Envoyé depuis mon mobile',
    'Von meinem iPhone gesendet', 'Gesendet von meinem Smartphone', 'Diese Nachricht wurde von meinem Android Mobiltelefon gesendet', 'Enviado desde mi iPhone', 'Enviado do meu iPhone', 'Inviato da iPhone', 'Inviato dal mio telefono', 'Verstuurd vanaf mijn iPhone', 'Verzonden met Outlook',
    'Skickat från min iPhone', 'Sendt fra min iPhone', 'Lähetetty iPhonesta', 'Wysłane z iPhone\'a', 'Odesláno z iPhonu', 'Отправлено с iPhone', 'Στάλθηκε από το iPhone μου', 'iPhoneから送信', '从我的 iPhone 发送', '发自我的 iPhone', '나의 iPhone에서 보냄',
  ])('%s', (advert) => {
    expect(below(advert)).toBe(SHOWN)
    expect(below(advert, '', 'On 23/11/2026 10:00, Ann Lee wrote:', ...MARKED)).toBe(SHOWN)
  })

  test.each(['Envoyé de la poste hier, le recommandé arrive.', 'Sent from the office yesterday, it must be there.', 'Envoyé à votre adresse hier', 'Sent it again just now', 'Gesendet am Montag', 'Get Outlook to work, please'])('not in a sentence: %s', (line) => {
    expect(below(line)).toBe(`${SHOWN}\n\n${line}`)
  })
})

describe('signatures', () => {
  test.each([
    ['RFC 3676', ['-- ', 'Ann Lee', 'Lamps and more']],
    ['without its blank', ['--', 'ann']],
    ['underscores', ['__', 'Ann']],
    ['underscores and a name', ['_____', 'Ann Lee', 'Lamps and more']],
    ['a long dash', ['—', 'Ann Lee']],
    ['three dashes and a card', ['---', 'Ann Lee', 'Lamps and more', '06 00 00 00 00', 'www.example.org']],
    ['a dashed name', ['-Ann Lee']],
    ['a formula and a card', ['Cordialement,', '', 'Ann Lee', 'Lampes et compagnie', 'Tél. 01 00 00 00 00', 'https://example.org']],
    ['a formula and a card, English', ['Kind regards,', 'Ann Lee', 'Lamps and more', 'ann@example.org']],
    ['and a notice', ['-- ', 'Ann', '', 'Ce message et ses pièces jointes sont confidentiels et destinés', 'à leur seul destinataire.']],
    ['a notice alone', ['This e-mail and any attachment are confidential and intended solely for', 'whoever it is addressed to.']],
    ['a notice about trees', ['Pensez à l\'environnement avant d\'imprimer ce message']],
    ['a notice about viruses', ['Garanti sans virus. www.example.org']],
    ['and an advertisement', ['-- ', 'Ann', '', 'Envoyé de mon iPhone']],
    ['below a quotation', ['On 23/11/2026 10:00, Ann Lee wrote:', ...MARKED, '', '-- ', 'Bob', '01 00 00 00 00']],
    ['above a quotation', ['-- ', 'Bob', '01 00 00 00 00', '', 'On 23/11/2026 10:00, Ann Lee wrote:', '', ...MARKED]],
    ['a list below', ['_______________________________________________', 'lamps mailing list', 'lamps@lists.example.org', 'https://lists.example.org/listinfo/lamps']],
    ['a name and a list below', ['-Ann Lee', '', '', '_______________________________________________', 'lamps mailing list', 'lamps@lists.example.org', 'https://lists.example.org/listinfo/lamps']],
    ['a quotation and a list below', ['On 23/11/2026 10:00, Ann Lee wrote:', ...MARKED, '', '-- ', 'You received this message because you are subscribed to the group lamps.', 'To unsubscribe, write to lamps+leave@example.org.']],
    ['a drawn line alone', ['--------------']],
    ['a mark of Gmail', ['\u1427']],
    ['the place of a picture of Gmail', ['[image: ecran.png]']],
    ['a longer card with an address', ['Cordialement,', 'Ann Lee', 'Lampes et compagnie', 'Bureau des lampes', '12 rue Longue, bâtiment B, 3e étage, porte 4, 75000 Paris, France', 'Tél. 01 00 00 00 00', 'Port. 06 00 00 00 00', 'Fax 01 00 00 00 01', 'ann@example.org', 'https://example.org', 'Siret 000 000 000 00000']],
    ['the place of a picture', ['[cid:image001.png@01DA.1234]', '[cid:logo@lamps.example]']],
    ['what Yahoo forgets of its style', ['blockquote, div.yahoo_quoted { margin-left: 0 !important; }']],
    ['a group\'s footer', ['_._,_._,_', 'Links:', 'All that is sent to this group reaches you.']],
  ])('%s', (_kind, lines) => { expect(below(...lines)).toBe(SHOWN) })
})
