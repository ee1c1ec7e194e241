import { expect, test } from 'vitest'
import { bounceOf, isComplaint } from './bounce.ts'
import { readFields } from '../bytes/headers.ts'
import type { LeafPart } from '../bytes/parts.ts'

const part = (contentType: string, content: string): LeafPart => ({
  contentType, parameters: new Map(), disposition: null, filename: null, contentId: null, size: content.length, sha256: '', kept: Buffer.from(content), isCut: false, parts: [],
})

const REPORT = 'Reporting-MTA: dns; mx.example.coop\n\nOriginal-Recipient: rfc822;Camille@Free.example\nFinal-Recipient: rfc822; camille@Free.example\nAction: failed\nStatus: 5.1.1 (unknown)\nDiagnostic-Code: smtp; 550 5.1.1 unknown\n'
const DELIVERED = '\nFinal-Recipient: rfc822; rene@example.net\nAction: delivered\nStatus: 2.0.0\n'

type Mail = { fields?: string, from?: string, subject?: string, text?: string, parts?: [string, string][] }

const bounce = ({ fields = '', from = 'MAILER-DAEMON@mx.example.coop', subject = '', text = '', parts = [] }: Mail) =>
  bounceOf({ headers: readFields(fields), from: { address: from, name: '' }, subject, text, leaves: parts.map(([type, content]) => part(type, content)) })

test('a report names the recipient, the status and our message', () => {
  expect(bounce({ parts: [['message/delivery-status', REPORT], ['message/rfc822', 'Received: x\nMessage-ID:\n <t1.abc@example.coop>\n\nMessage-ID: <faux@x>']] }))
    .toStrictEqual({ recipients: ['camille@free.example'], status: '5.1.1', action: 'failed', originalMessageId: '<t1.abc@example.coop>', diagnostic: '550 5.1.1 unknown' })
})

test('of several recipients those that failed count', () => {
  expect(bounce({ parts: [['message/delivery-status', REPORT + DELIVERED], ['text/rfc822-headers', 'Message-ID: <t2@example.coop>\n']] }))
    .toMatchObject({ recipients: ['camille@free.example'], action: 'failed', originalMessageId: '<t2@example.coop>' })
})

test('a delay is no failure', () => {
  expect(bounce({ parts: [['message/delivery-status', REPORT.replace('failed', 'delayed').replaceAll('5.1.1', '4.4.1')]] })).toMatchObject({ action: 'delayed', status: '4.4.1' })
})

test.each<[string, string, string[]]>([
  ['the address that we wrote to, and where it led', 'Original-Recipient: rfc822; bureau@asso.example\nFinal-Recipient: rfc822; camille@free.example\n', ['bureau@asso.example', 'camille@free.example']],
  ['X.400 beside it', 'Original-Recipient: rfc822; bureau@asso.example\nFinal-Recipient: x400; /S=bureau/C=FR/\n', ['bureau@asso.example']],
])('a report names %s', (_what, fields, recipients) => {
  expect(bounce({ parts: [['message/delivery-status', `Reporting-MTA: dns; x\n\n${fields}Action: failed\n`]] })?.recipients).toStrictEqual(recipients)
})

test('a report inside a message that a gateway has put around it', () => {
  expect(bounce({ subject: 'Delivery Status Notification (Failure)', parts: [['message/rfc822', `From: postmaster@corp.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n${REPORT}`]] }))
    .toMatchObject({ recipients: ['camille@free.example'], status: '5.1.1', action: 'failed' })
})

test.each([
  ['auto-replied (rejected)', { recipients: ['camille@corp.example'], status: '5.2.2', action: 'failed', originalMessageId: '<t1@example.coop>' }],
  ['auto-replied', null],
])('a receipt for a message that was thrown away, %s', (submitted, expected) => {
  const found = bounce({ fields: `Auto-Submitted: ${submitted}`, from: 'camille@corp.example', subject: 'Message refusé', text: 'Rejeté : quota dépassé', parts: [['message/disposition-notification', 'Final-Recipient: rfc822; camille@corp.example\nOriginal-Message-ID: <t1@example.coop>\nDisposition: automatic-action/MDN-sent-automatically; deleted\n']] })
  expect(found && { ...found }).toEqual(expected && expect.objectContaining(expected))
})

test('a message that was delivered is told as such', () => {
  expect(bounce({ parts: [['message/delivery-status', `Reporting-MTA: dns; x\n${DELIVERED}`]] })).toMatchObject({ recipients: ['rene@example.net'], action: 'delivered' })
})

test.each<[string, Mail, object]>([
  ['qmail', { subject: 'failure notice', text: 'Hi. This is the qmail-send program at mx.example.coop.\nI\'m afraid I wasn\'t able to deliver your message to the following addresses.\n\n<camille@free.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@example.coop>\nMessage-ID: <t1@example.coop>\nTo: camille@free.example, rene@example.net' }, { recipients: ['camille@free.example'], status: '5.1.1', action: 'failed', originalMessageId: '<t1@example.coop>' }],
  ['Exim', { fields: 'X-Failed-Recipients: camille@free.example, rene@example.net', subject: 'Mail delivery failed: returning message to sender', text: 'This message was created automatically by mail delivery software.\n\n  camille@free.example\n    host mx.free.example: 550 unknown user\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-Id: <t1@example.coop>\n' }, { recipients: ['camille@free.example', 'rene@example.net'], status: '5.1.1', originalMessageId: '<t1@example.coop>' }],
  ['Postfix', { subject: 'Undelivered Mail Returned to Sender', text: 'This is the mail system at host mx.example.coop.\n\n<camille@free.example>: host mx.free.example[192.0.2.1] said: 550 5.1.1\n    <camille@free.example>: Recipient address rejected' }, { recipients: ['camille@free.example'], status: '5.1.1', originalMessageId: null, diagnostic: '<camille@free.example>: host mx.free.example[192.0.2.1] said: 550 5.1.1' }],
  ['Exchange', { from: 'postmaster@corp.example', subject: 'Non remis : Votre demande', text: 'Échec de la remise à ces destinataires ou groupes :\n\ncamille@corp.example\nL’adresse est introuvable.\n\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found ##\n\nEn-têtes de message d\'origine :\n\nMessage-ID: <t1@example.coop>' }, { recipients: ['camille@corp.example'], status: '5.1.10', originalMessageId: '<t1@example.coop>' }],
  ['Exchange with names', { from: 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.example', subject: 'Undeliverable: Votre demande', text: 'Delivery has failed to these recipients or groups:\n\nCamille Martin (camille@corp.example)<mailto:camille@corp.example>\nThe email address you entered couldn\'t be found.\n\nDiagnostic information for administrators:\n\nserver: admin@corp.example' }, { recipients: ['camille@corp.example'], action: 'failed' }],
  ['Gmail', { from: 'mailer-daemon@googlemail.example', subject: 'Delivery Status Notification (Failure)', text: '** Address not found **\n\nYour message wasn\'t delivered to camille@gmail.example because the address couldn\'t be found.\n\nThe response was:\n\n550 5.1.1 The email account that you tried to reach does not exist.' }, { recipients: ['camille@gmail.example'], status: '5.1.1', action: 'failed' }],
  ['Gmail in French', { from: 'mailer-daemon@googlemail.example', subject: 'Échec de la remise', text: '** Adresse introuvable **\n\nVotre message n\'a pas été remis à camille@gmail.example, car l\'adresse est introuvable.' }, { recipients: ['camille@gmail.example'], status: '5.1.1', action: 'failed' }],
  ['Gmail that waits', { from: 'mailer-daemon@googlemail.example', subject: 'Delivery Status Notification (Delay)', text: 'There was a temporary problem delivering your message to camille@gmail.example. Gmail will retry for 46 more hours.' }, { recipients: ['camille@gmail.example'], action: 'delayed' }],
  ['Yahoo', { from: 'MAILER-DAEMON@yahoo.example', subject: 'Failure Notice', text: 'Sorry, we were unable to deliver your message to the following address.\n\n<camille@yahoo.example>:\n554: delivery error: This user doesn\'t have a yahoo.example account (0)' }, { recipients: ['camille@yahoo.example'], status: '5.1.1' }],
  ['a French provider', { from: 'postmaster@orange.example', subject: 'Message non distribué', text: 'Votre message n\'a pas pu être distribué à camille@orange.example.\nRaison : boîte aux lettres pleine.\n\nVoici une copie de votre message\nTo: rene@example.net' }, { recipients: ['camille@orange.example'], status: '5.2.2', action: 'failed' }],
  ['another, late', { from: 'MAILER-DAEMON@sfr.example', subject: 'Remise retardée', text: 'Destinataire : camille@sfr.example\nDe nouvelles tentatives auront lieu. Il est inutile de le renvoyer.\nConnection timed out' }, { recipients: ['camille@sfr.example'], status: '4.4.1', action: 'delayed' }],
  ['Sendmail', { from: 'MAILER-DAEMON@mx.example.coop', subject: 'Returned mail: see transcript for details', text: 'The original message was received at Mon, 23 Nov 2026 10:00:00 +0100\n\n   ----- The following addresses had permanent fatal errors -----\n<camille@free.example>\n    (reason: 550 5.1.1 User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.free.example.:\n>>> RCPT To:<camille@free.example>' }, { recipients: ['camille@free.example'], status: '5.1.1' }],
  ['a report without its part for programs', { fields: 'Content-Type: multipart/report; report-type=delivery-status; boundary=x', from: 'camille@example.org', text: 'camille@free.example: mailbox full' }, { recipients: ['camille@free.example'], status: '5.2.2' }],
  ['Exchange 2003, whose subject says nothing', { fields: 'Return-Path: <>', from: 'postmaster@corp.example', subject: 'E', text: 'Your message\n\n  To:      camille@corp.example\n  Subject: Votre demande\n\ndid not reach the following recipient(s):\n\ncamille@corp.example on Mon, 23 Nov 2026 10:00:00 +0100\n    The recipient name is not recognized' }, { recipients: ['camille@corp.example'], status: '5.1.1' }],
  ['GMX, between quotes', { text: 'A message that you sent could not be delivered to one or more of its recipients.\n\n"camille@free.example":\n5.2.1 <camille@free.example>... User Unknown\n"rene@free.example":\n5.2.2 <rene@free.example>... Mailbox Full' }, { recipients: ['camille@free.example', 'rene@free.example'], status: '5.2.1' }],
  ['Domino', { from: 'Postmaster@corp.example', subject: 'DELIVERY FAILURE: User camille not listed', text: 'Your message\n\n  Subject: Essai\n\nwas not delivered to:\n\n  camille@corp.example\n\nbecause:\n\n  User Camille Martin (camille@corp.example) not listed in Domino Directory' }, { recipients: ['camille@corp.example'], status: '5.1.1' }],
  ['ZMailer in French', { subject: 'Attention: impossible d\'envoyer un message', text: 'Votre courrier n\'a pas pu être transmis.\n\n<camille@example.net>: 550 inconnu' }, { recipients: ['camille@example.net'], action: 'failed' }],
  ['DragonFly, without an address', { fields: 'From: MAILER-DAEMON <>', from: 'support@example.coop', subject: 'Mail delivery failed', text: 'There was an error delivering your mail to <camille@example.net>.\n550 5.1.1 no\nMessage headers follow.\nTo: rene@example.net' }, { recipients: ['camille@example.net'], status: '5.1.1' }],
  ['MDaemon, whose subject gives the reason', { from: 'MDaemon@mx.example.net', subject: 'Warning: camille@example.net - User unknown!', text: 'camille@example.net - no such user here.' }, { recipients: ['camille@example.net'], status: '5.1.1', action: 'failed' }],
  ['MailEnable, in brackets', { from: 'POSTMASTER@example.net', subject: 'Message Delivery Failure', text: 'The following recipient(s) could not be reached:\n\n\tRecipient: [SMTP:camille@example.net]\n\tReason: 550 unavailable' }, { recipients: ['camille@example.net'] }],
  ['Vade, in a list', { subject: 'Undeliverable: essai', text: 'Delivery has failed to these recipients:\n\n* [camille@example.net]: 550 overquota\n\nOriginal message details:\n\n* To: rene@example.org' }, { recipients: ['camille@example.net'] }],
  ['an old Exchange, in X.400', { from: 'postmaster@corp.example', subject: 'Undeliverable: essai', text: 'Your message\n\n  To: entraide@example.coop\n\ndid not reach the following recipient(s):\n\nc=FR;a= ;p=CORP;dda:SMTP=camille@corp.example; on Mon, 23 Nov 2026\n    Unknown Recipient' }, { recipients: ['camille@corp.example'] }],
  ['a server without an address', { fields: 'From: "Postmaster" <>', from: 'list-bounces@example.coop', subject: 'Undeliverable: camille@example.net', text: 'Did not reach the following recipient: camille@example.net' }, { recipients: ['camille@example.net'] }],
  ['Sendmail, of an alias', { subject: 'Returned mail', text: '   ----- The following addresses had permanent fatal errors -----\ncamille@free.example\n    (expanded from: bureau@asso.example)\n' }, { recipients: ['camille@free.example', 'bureau@asso.example'] }],
  ['AOL, which names who wrote', { fields: 'To: support@example.coop', subject: 'Mail Delivery Problem', text: 'Sorry support@example.coop. Your mail could not be delivered because they are not accepting mail from rene@example.coop' }, { recipients: [] }],
  ['a daemon in any language, with the message', { from: 'MAILER-DAEMON@example.cn', subject: '?', text: '<camille@example.cn>:\n', parts: [['message/rfc822', 'Message-ID: <t1@example.coop>\n']] }, { recipients: ['camille@example.cn'], originalMessageId: '<t1@example.coop>' }],
  ['a daemon in Russian', { from: 'Mailer-Daemon@mx.example.ru', subject: 'Ваше сообщение не доставлено', text: 'Local mailbox camille@example.ru is unavailable: user not found' }, { recipients: ['camille@example.ru'], status: '5.1.1' }],
  ['a filter before a server, with the message', { from: 'gateway@corp.example', subject: 'Mail could not be delivered', text: '*** Message from the gateway ***\n\nUnable to deliver message to <camille@corp.example>', parts: [['message/rfc822', 'Message-ID: <t1@example.coop>\n']] }, { recipients: ['camille@corp.example'] }],
  ['one that has put it off', { from: 'postmaster@example.net', subject: 'Mail Delivery Warning', text: 'Delivery of email to this address "camille@example.net" has been postponed due to a full mailbox.' }, { recipients: ['camille@example.net'], action: 'delayed' }],
  ['a warning', { subject: 'Warning: message 1abc delayed 24 hours', text: 'This message has not been delivered to:\n\n  camille@free.example\n\nNo action is required on your part. Delivery attempts will continue.' }, { recipients: ['camille@free.example'], action: 'delayed' }],
])('%s says it in words', (_server, mail, expected) => { expect(bounce(mail)).toMatchObject(expected) })

test.each<[string, Mail]>([
  ['an answering machine without return path', { fields: 'Return-Path: <>', from: 'camille@example.org', subject: 'Absence du bureau', text: 'Je suis en congé.' }],
  ['an answering machine that repeats a subject', { fields: 'Return-Path: <>\nAuto-Submitted: auto-replied', from: 'camille@example.org', subject: 'Absence : votre colis non livré', text: 'Je suis en congé.' }],
  ['a member who asks about a bounce', { from: 'camille@example.org', subject: 'Undelivered Mail Returned to Sender', text: '<rene@example.net>: said: 550 5.1.1' }],
  ['a member who forwards a bounce as it came', { from: 'camille@example.org', subject: 'Undelivered Mail Returned to Sender', text: 'Bonjour, votre serveur dit : could not be delivered', parts: [['message/rfc822', 'Message-ID: <x@example.org>\n']] }],
  ['a postmaster who tells of a mail', { from: 'postmaster@example.org', subject: 'Souci', text: 'Bonjour, mon message n\'a pas pu être remis hier.' }],
  ['a postmaster who writes', { from: 'postmaster@example.org', subject: 'Votre serveur', text: 'Bonjour, votre serveur nous envoie trop.' }],
])('%s is no bounce', (_what, mail) => { expect(bounce(mail)).toBeNull() })

test.each([['abuse', true], ['fraud', true], ['auth-failure', false], ['not-spam', false]])('a report of %s: complaint or not', (type, expected) => {
  expect(isComplaint({ from: null, subject: '', leaves: [part('message/feedback-report', `Feedback-Type: ${type}\nVersion: 1\n`)] })).toBe(expected)
})

test('Outlook returns the message with the address of whom it annoyed, whoever sends it on', () => {
  expect(isComplaint({ from: null, subject: 'complaint about message from 192.0.2.1', leaves: [part('message/rfc822', 'X-HmXmrOriginalRecipient: camille@hotmail.example\nSubject: Essai\n\n')] })).toBe(true)
})

test.each<[string, { from: string, subject: string, types: string[] }, boolean]>([
  ['a feedback report', { from: 'fbl@provider.example', subject: 'Abuse report', types: ['text/plain', 'message/feedback-report'] }, true],
  ['a delivery report', { from: 'MAILER-DAEMON@mx.example.coop', subject: 'Undelivered', types: ['message/delivery-status'] }, false],
  ['Hotmail, without a report', { from: 'staff@hotmail.com', subject: 'complaint about message from 192.0.2.1', types: ['message/rfc822'] }, true],
  ['a member who complains', { from: 'camille@hotmail.com', subject: 'Complaint about message from René', types: [] }, false],
])('%s: complaint or not', (_what, { from, subject, types }, expected) => {
  expect(isComplaint({ from: { address: from, name: '' }, subject, leaves: types.map(type => part(type, '')) })).toBe(expected)
})
