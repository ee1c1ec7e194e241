/** The words with which mail programs announce what they quote, by language; French and English first. Each is a piece of a regular expression. */

/** What a repeated header says, and the names of its fields, in lower case. */
export const FIELD_WORDS = {
  from: [
    'de', 'from', 'exp[ée]diteur', 'auteur', 'sender', 'von', 'absender', 'desde', 'remitente', 'da', 'mittente', 'remetente', 'van', 'afzender', 'från', 'avsändare', 'fra', 'afsender', 'avsender',
    'lähettäjä', 'od', 'nadawca', 'odes[ií]latel', 'от', 'отправитель', 'від', 'από', 'αποστολέας', 'kimden', 'gönderen', 'feladó', 'de la', '差出人', '送信者', '发件人', '發件人', '寄件者', '寄件人', '보낸 ?사람', '보낸이', 'من', 'מאת',
  ],
  sent: [
    'envoy[ée]e?( le)?', 'date d[\'’]envoi', 'sent( on)?', 'date sent', 'gesendet( am)?', 'enviado( el| em)?', 'enviada( em)?', 'inviato( il)?', 'verzonden', 'verstuurd', 'skickat', 'sendt', 'lähetetty', 'wysłan[oey]', 'odesláno', 'отправлено', 'відправлено', 'στάλθηκε', 'εστάλη', 'gönderilme( tarihi)?', 'gönderildi', 'elküldve', 'trimis',
    '送信日時', '发送时间', '發送時間', '寄件日期', '보낸 ?날짜', 'تم الإرسال', 'נשלח',
  ],
  date: ['date', 'message du', 'datum', 'fecha', 'data', 'dato', 'päivämäärä', 'päiväys', 'дата', 'ημερομηνία', 'tarih', 'dátum', '日時', '日付', '日期', '时间', '時間', '날짜', 'التاريخ', 'תאריך'],
  to: [
    '[àa]', 'to', 'pour', 'destinataires?', 'an', 'empfänger', 'para', 'per', 'aan', 'till', 'til', 'vastaanottaja', 'do', 'komu', 'кому', 'προς', 'kime', 'címzett', 'către', '宛先', '收件人', '收件者', '받는 ?사람', 'إلى', 'אל',
  ],
  subject: ['objet', 'sujet', 'subject', 'betreff', 'asunto', 'oggetto', 'onderwerp', 'assunto', 'ämne', 'emne', 'aihe', 'temat', 'předmět', 'predmet', 'тема', 'θέμα', 'konu', 'tárgy', 'subiect', '件名', '主题', '主題', '主旨', '제목', 'الموضوع', 'נושא'],
  other: [
    'cc', 'cci', 'bcc', 'copie( cachée)?( [àa])?', 'r[ée]pondre [àa]', 'reply-to', 'importance', 'priorit[éy]', 'pi[èe]ces? jointes?', 'attachments?', 'organi[sz]ation', 'kopie', 'kopi', 'anlagen?', 'antwort an', 'cópia', 'kopia', 'копия', 'κοιν\\.?', '抄送', '副本', '참조',
  ],
} as const

/** "Le", "On": what stands before the date. */
export const OPENINGS = [
  'le', 'on', 'en date d[ue]', 'am', 'el(?: d[ií]a)?', 'il(?: giorno)?', 'in data', 'em', 'no dia', 'op', 'den', 'på', 'w dniu', 'dnia', 'dne', 'dňa', 'στις', 'în', 'pe', 'at', 'a', 'vào', 'pada', '在', '于', '於', 'в', 'في', 'בתאריך',
]

/** "wrote": after the name, or between the date and the name. */
export const VERBS = [
  'a\\s+[ée]crit', '[ée]crivait', 'a\\s+dit', 'a\\s+r[ée]pondu', 'wrote', 'writes', 'said', 'schrieb', 'schreibt', 'escribi[óo]', 'escrib[íi]a', 'va escriure', 'ha escrit', 'ha scritto', 'scrive', 'scriveva', 'escreveu', 'schreef', 'geschreven', 'skrev',
  'kirjoitti', 'napisał(?:\\(a\\)|a)?', 'pisze', 'napisana przez', 'napsal(?:\\(a\\)|a)?', 'napísal(?:\\(a\\)|a)?', 'написала?', 'написал\\(а\\)', 'пишет', 'писала?', 'написав(?:ла)?', 'έγραψε', 'a scris', '[íi]rta', 'yazdı', 'đã viết', 'menulis', 'كتبت?', 'تمت كتابة ما يلي بواسطة', 'כתבה?',
]

/** The same where words are not parted by blanks. */
export const UNSPACED_VERBS = ['写道', '寫道', '님이\\s?(?:작성|쓴\\s?글)', 'のメール', '(?:は|が)書きました', 'のメッセージ']

/** "-----Message d'origine-----", without its dashes. */
export const ORIGINAL_WORDS = [
  'message d[\'’ ]?origine', '(?:message|mail|courriel|e-?mail|message texte) original', 'message initial', 'message pr[ée]c[ée]dent', 'r[ée]ponse au message', 'original (?:message|mail|e-?mail|appointment)', 'original', 'reply message', 'previous message',
  'urspr[üu]ngliche (?:nachricht|mail|e-?mail)', 'antwort nachricht', 'original-?nachricht', 'mensaje original', 'missatge original', 'messaggio originale', 'mensagem original', 'oorspronkelijk bericht', 'origineel bericht', 'ursprungligt meddelande', 'originalmeddelande',
  'oprindelig (?:meddelelse|besked)', 'opprinnelig melding', 'alkuperäinen viesti', 'oryginalna wiadomość', 'wiadomość oryginalna', 'původní (?:zpráva|e-?mail)', 'pôvodná správa', '(?:исходное|оригинальное) сообщение', 'оригінальне повідомлення', 'αρχικό μήνυμα',
  'orijinal (?:mesaj|ileti)', 'eredeti üzenet', 'mesaj original', '元のメッセージ', '原始邮件', '原始郵件', '邮件原件', '원본 ?메시지',
]

/** "---------- Forwarded message ---------", without its dashes. */
export const FORWARD_WORDS = [
  'forwarded (?:message|mail|by .{1,60})', '(?:message|courriel|mail|e-?mail) (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée]|transmis)', 'weitergeleitete nachricht', 'mensaje reenviado', 'messaggio inoltrato', 'mensagem (?:encaminhada|reencaminhada)',
  'doorgestuurd bericht', 'vidarebefordrat meddelande', 'videresendt (?:meddelelse|melding|besked)', '(?:välitetty|edelleenlähetetty) viesti', 'przekazana wiadomość', '(?:přeposlaná|předaná) zpráva', 'пересылаемое сообщение', 'προωθημένο μήνυμα',
  '転送(?:された)?メッセージ', '转发(?:的)?邮件', '전달된 메시지',
]

/** The same without dashes and with a colon, as Apple has it. */
export const FORWARD_BEGINNINGS = [
  'begin forwarded message', 'forwarded message', 'd[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])', 'message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])', '(?:anfang der )?weitergeleitete[rn]? nachricht', 'inicio del mensaje reenviado', 'inizio messaggio inoltrato', 'início da mensagem (?:encaminhada|reencaminhada)', 'begin doorgestuurd bericht',
]
