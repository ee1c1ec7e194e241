import { carried } from '../carried.ts'
import { forumByLinks } from './by-links.ts'

/** Simple Machines Forum. Its mails hold the message when it is set so. */
export const smf = forumByLinks({
  name: 'smf',
  isMadeBy: mail => /^smf\b/i.test(carried(mail, 'x-mailer') ?? ''),
  topic: /[?;&/]topic[=,](\d{1,12})/,
  post: /[?;&/]topic[=,]\d{1,12}\.msg(\d{1,12})/,
  author: [/\b(?:watching|posted|topic|started)\b[^.\n]{0,80}?\bby\s+([^\n]{1,60}?)[.\s]*$/mi, /\b(?:réponse|message|sujet)\b[^.\n]{0,80}?\bpar\s+([^\n]{1,60}?)[.\s]*$/miu],
  title: [/^(?:topic reply|new topic|réponse au sujet|nouveau sujet)\s*:\s*(.{1,300})$/iu],
  words: [/^(?:the text of the (?:reply|topic|message) is shown below|le texte (?:de la réponse|du message|du sujet)[^\n:]{0,60}ci-dessous)\s?:[ \t]*$/imu, /^[ \t]*(?:regards,|cordialement,|unsubscribe|view the reply|pour vous désabonner)/imu],
})
