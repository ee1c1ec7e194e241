import { sha256 } from '../../../platform/signing.ts'
import { publicHost } from '../../understanding/arrival.ts'
import type { Entrance } from '../entrances.ts'
import type { Arrived } from '../intake.ts'
import type { ParsedMail } from '../../understanding/message.ts'
import { baseSubject } from '../threading.ts'

/** A message as limits see it: hashes, since only what is equal counts. */
export type Counted = {
  /** Its author, or the list it came through. */
  sender: string
  isList: boolean
  /** The host it came from, or its author's domain when nothing is known of that. */
  source: string
  isHost: boolean
  /** What it says, files included. */
  words: string
  /** The same without numbers, references and links, in which the messages of a machine differ; null when little is left. */
  shape: string | null
  /** When it reached our server, UTC milliseconds. */
  at: number
}

type Coming = { arrived: Pick<Arrived, 'place' | 'envelope' | 'deliveredAt'>, mail: ParsedMail, entrance: Pick<Entrance, 'createdAt'> | undefined }

/**
 * How a message counts; undefined when no limit concerns it. What was there before we began to read came over years, however fast we
 * read it; a report about our own mail is wanted whatever else comes; a member's page counts for itself.
 */
export function countedAs({ arrived, mail, entrance }: Coming): Counted | undefined {
  const at = arrivedAt(arrived, mail)
  if (isWanted(arrived, mail) || (entrance && at < entrance.createdAt)) return undefined
  const author = mail.from?.address.toLowerCase() ?? ''
  const host = hostOf(arrived, mail)
  return {
    sender: keyOf(mail.isList ? `list ${mail.listId ?? author}` : author),
    isList: mail.isList,
    source: keyOf(host ?? author.slice(author.lastIndexOf('@') + 1)),
    isHost: host !== null,
    ...saidIn(mail),
    at,
  }
}

const isWanted = ({ place: { source } }: Coming['arrived'], { bounce, complaint }: ParsedMail) => source === 'portal' || source === 'demo' || bounce !== null || complaint

/** What hands mail to our own port writes no time that we could believe. A copy in a new mailbox may have the date of its copying. */
const arrivedAt = ({ place, deliveredAt }: Coming['arrived'], { arrival }: ParsedMail) =>
  place.source === 'smtp' ? deliveredAt : Math.min(deliveredAt, arrival.at ?? deliveredAt)

const hostOf = ({ place, envelope }: Coming['arrived'], { arrival }: ParsedMail) =>
  (place.source === 'smtp' && envelope?.remote ? publicHost(envelope.remote) : null) ?? arrival.host

function saidIn({ subject, visibleReply, text, attachments }: ParsedMail): Pick<Counted, 'words' | 'shape'> {
  const [about, said] = [baseSubject(subject), (visibleReply || text).slice(0, WORDS_READ)]
  return { words: keyOf(JSON.stringify([about, said, attachments.map(file => file.sha256)])), shape: shapeOf(`${about} ${said}`) }
}

const WORDS_READ = 5000
const FEWEST_LETTERS = 20

const keyOf = (text: string) => sha256(text).slice(0, 16)

/** Under which key the messages of this author are counted. */
export const senderKey = (address: string) => keyOf(address.toLowerCase())

const CHANGING = /\d|:\/\/|@|^\W*[a-z]{3}-[a-z]{3}-[a-z]{4}\W*$/i

function shapeOf(said: string): string | null {
  const letters = said.toLowerCase().split(/\s+/).filter(word => !CHANGING.test(word)).join('').replace(/[^\p{L}]+/gu, '')
  return letters.length < FEWEST_LETTERS ? null : keyOf(letters)
}
