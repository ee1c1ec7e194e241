import type { ParsedMail } from '../understanding/message.ts'
import { allCarried, splitAddress } from './carried.ts'
import { isProgram, listAddresses, listNamedBy } from './list-addresses.ts'
import type { Source } from './source.ts'

/** Why a mail is the software's own words, and which message of ours it is about, if that can be told. */
export type Service = { service: string, about: string | null }

const YOURS = '(?:your (?:message|mail|e-?mail|post(?:ing)?)|votre (?:message|mail|courriel|courrier|envoi))'
const WAITS = 'awaits|is being held|(?:has been|was) held|forwarded to (?:the |its |his )?moderator|waiting for (?:the )?(?:moderator|approval)|transmis à (?:son|sa|ses|leurs?|aux?|les|la)? ?\\S{0,12} ?mod[ée]ra|est? en attente|attend (?:l[’\']|une |la |d[’\'])?\\S{0,12} ?(?:approbation|accord|mod[ée]ra)|soumis à (?:la )?mod[ée]ration|mod[ée]r[ée] avant'
const REFUSED = 'has been rejected|was rejected|rejected by|not (?:authori[sz]ed|allowed)|could not be (?:distributed|delivered|posted)|a été (?:rejet|refus)|rejet[ée]|n[’\']a pas (?:pu être|été) (?:distribu|diffus|remis|accept)|pas autoris'

const HELD = new RegExp(`${YOURS}\\b[\\s\\S]{0,300}?(?:${WAITS})`, 'iu')
const REJECTED = new RegExp(`${YOURS}\\b[\\s\\S]{0,300}?(?:${REFUSED})|^(?:request to mailing list|requ[êe]te (?:à|pour|vers) la liste)[\\s\\S]{0,200}?(?:rejected|rejet|refus)`, 'iu')
const DIGEST = /\bdigest\b|\bcompilation\b|\br[ée]capitulatif|\br[ée]sum[ée] (?:de|du) |^(?:lot|lots) .*\bvol\b/iu

/** How much of the text is looked at: servers say at once what they have to say. */
const BEGINNING = 3000

/** Whether the list's software speaks here, and not one of its subscribers; null for what a person wrote. */
export function listService(mail: ParsedMail, source: Source): Service | null {
  if (!speaksItself(mail, source)) return null
  const told = [mail.subject, mail.text.slice(0, BEGINNING)]
  const about = ourMessage(mail)
  if (DIGEST.test(mail.subject)) return { service: 'digest', about: null }
  for (const words of told) {
    if (HELD.test(words)) return { service: 'answer-held', about }
    if (REJECTED.test(words)) return { service: 'answer-rejected', about }
  }
  return { service: 'list-service', about: null }
}

/** Its programs have addresses of their own; whoever writes as the owner of a list, or looks after its server, may be a person. */
function speaksItself(mail: ParsedMail, source: Source): boolean {
  const sender = mail.from?.address ?? ''
  const list = listAddresses(mail, source)
  if (list.isPosting(sender) || !list.isMachine(sender)) return false
  const { local } = splitAddress(sender)
  if (isProgram(local) || /-(request|bounces?|confirm|join|leave)$/.test(local.replace(/[+=].*$/, ''))) return true
  // What was given to all subscribers was written by somebody, unless it is a collection of what they wrote.
  if (isDistributed(mail) && !DIGEST.test(mail.subject)) return false
  return listNamedBy(local) !== null || isByMachine(mail)
}

const isDistributed = (mail: ParsedMail) => ['x-sequence', 'x-loop', 'x-beenthere', 'list-post'].some(name => allCarried(mail, name).length > 0)

const isByMachine = ({ automatic, silence, bounce }: ParsedMail) => automatic !== null || silence !== null || bounce !== null

/** The message that it answers, or that it names. */
export const ourMessage = ({ inReplyTo, references, bounce, text }: ParsedMail): string | null =>
  inReplyTo[0] ?? bounce?.originalMessageId ?? references.at(-1) ?? /^[>\s]*message-id:\s*(<[^<>\s]{3,500}>)/im.exec(text.slice(0, 20_000))?.[1] ?? null
