import { headerWords, type RawMail } from './raw-mail.ts'
import { nameOf, roleOf, serverOf, type SympaSettings } from './sympa.settings.ts'

/** What the server itself has to say about a message: to its author, or to who decides about it. */
export type Notice = { what: 'held' | 'rejected' | 'not-allowed' | 'to-moderate', subject: string, messageId: string | null, key?: string | undefined, comment?: string | undefined }

type Words = { subject: string, text: string }
type Said = { list: string, address: string, title: string, key: string, comment: string }

const WORDS: Record<SympaSettings['language'], Record<Notice['what'], (said: Said) => Words>> = {
  fr: {
    'held': ({ list, title }) => ({ subject: `Message en attente de modération`, text: `Votre message « ${title} » pour la liste ${list} a été transmis à ses modérateurs. Il sera diffusé dès que l’un d’eux l’aura accepté.` }),
    'rejected': ({ list, title, comment }) => ({ subject: `Votre message pour la liste ${list} a été rejeté`, text: `Votre message « ${title} » pour la liste ${list} a été rejeté par un modérateur.${comment ? `\n\n${comment}` : ''}` }),
    'not-allowed': ({ list, title }) => ({ subject: `Message non distribué`, text: `Votre message « ${title} » n’a pas pu être distribué : la liste ${list} n’accepte que les messages de ses abonnés.` }),
    'to-moderate': ({ list, title, key }) => ({ subject: `Message à modérer pour la liste ${list}`, text: `« ${title} »\n\nPour le diffuser, écrivez à cette adresse : DISTRIBUTE ${list} ${key}\nPour le rejeter : REJECT ${list} ${key}` }),
  },
  en: {
    'held': ({ list, title }) => ({ subject: `Message awaiting moderation`, text: `Your message "${title}" for list ${list} has been forwarded to its moderators. It will be distributed once one of them has accepted it.` }),
    'rejected': ({ list, title, comment }) => ({ subject: `Your message for list ${list} has been rejected`, text: `Your message "${title}" for list ${list} has been rejected by a moderator.${comment ? `\n\n${comment}` : ''}` }),
    'not-allowed': ({ list, title }) => ({ subject: `Message not distributed`, text: `Your message "${title}" could not be distributed: list ${list} takes messages of its subscribers only.` }),
    'to-moderate': ({ list, title, key }) => ({ subject: `Message to be approved for list ${list}`, text: `"${title}"\n\nTo distribute it, write to this address: DISTRIBUTE ${list} ${key}\nTo reject it: REJECT ${list} ${key}` }),
  },
}

/** The service mail, as a machine writes it (RFC 3834). Its Message-ID is that of its hour and number. */
export function serviceMail({ what, subject, messageId, key = '', comment = '' }: Notice, { address, language }: SympaSettings, { to, at, number }: { to: string, at: Date, number: number }): RawMail {
  const words = WORDS[language][what]({ list: nameOf(address), address, title: subject, key, comment })
  return {
    fields: [
      { name: 'From', value: what === 'to-moderate' ? serverOf(address) : `SYMPA <${serverOf(address)}>` }, { name: 'To', value: to }, { name: 'Subject', value: headerWords(words.subject) },
      { name: 'Date', value: at.toUTCString().replace('GMT', '+0000') }, { name: 'Message-ID', value: `<sympa.${at.getTime()}.${number}@${address.slice(address.lastIndexOf('@') + 1)}>` },
      ...messageId === null || what === 'to-moderate' ? [] : [{ name: 'In-Reply-To', value: messageId }],
      { name: 'Sender', value: roleOf(address, 'request') }, { name: 'Errors-To', value: roleOf(address, 'owner') },
      { name: 'Auto-Submitted', value: 'auto-replied' }, { name: 'Precedence', value: 'list' }, { name: 'X-Loop', value: serverOf(address) },
      { name: 'MIME-Version', value: '1.0' }, { name: 'Content-Type', value: 'text/plain; charset=utf-8' }, { name: 'Content-Transfer-Encoding', value: '8bit' },
    ],
    body: Buffer.from(`${words.text.replaceAll('\n', '\r\n')}\r\n`),
  }
}
