import { inlineForward } from '../understanding/quoting/forward.ts'
import { isFooterWord } from '../understanding/quoting/list-footer.ts'
import type { ParsedMail } from '../understanding/message.ts'
import { isBlank } from '../understanding/quoting/quote-marks.ts'
import { visibleWords } from '../understanding/quoting/visible-words.ts'
import { addressesCarried, hostOf, linkCarried } from './carried.ts'
import type { Source } from './source.ts'

/** Lines; whatever is longer is no footer. */
const HIGHEST = 24

/** What an author says to a list: without its footer, whether that is a part of its own or the end of the text, without quotations and signature. */
export function listWords(mail: ParsedMail, source: Source): string {
  const lead = leadOf(mail, source)
  const own = withoutFooter(lead, source.footer)
  // Its marks in HTML say more than the text, where nothing had to be taken away.
  if (own.trim() === mail.text.trim()) return mail.visibleReply || own.trim()
  const words = visibleWords(own, { isForward: inlineForward(mail.subject, own) !== null, isList: true })
  // Where a footer hid that nothing but quotations follow, less is shown than was; never more.
  const known = mail.visibleReply.trim()
  const shorter = known !== '' && own.trimStart().startsWith(known) && known.length < words.length ? known : words
  return shorter || own.trim() || known || mail.text.trim()
}

/** The first part of the text, when what follows is the list's. */
function leadOf({ text, leadLength, carrier }: ParsedMail, source: Source): string {
  if (leadLength === null || leadLength <= 0 || leadLength >= text.length) return text
  const lead = text.slice(0, leadLength)
  return lead.trim() !== '' && isFooter(text.slice(leadLength), { carrier }, source) ? lead : text
}

/** A part that follows is a footer when it is the known one, tells how to leave, or names the list and its server and says little else. */
function isFooter(part: string, mail: Pick<ParsedMail, 'carrier'>, { footer, address, name }: Source): boolean {
  const words = squeezed(part)
  if (footer !== null && squeezed(footer) !== '' && words.endsWith(squeezed(footer))) return true
  const lines = part.split('\n').filter(line => !isBlank(line))
  if (lines.length > HIGHEST || words.length > HIGHEST * 120) return false
  const marks = [...addressesCarried(mail, 'list-post', 'x-loop', 'x-beenthere'), address, hostOf(linkCarried(mail, 'list-archive')), hostOf(linkCarried(mail, 'archived-at'))]
  return lines.some(isFooterWord) || marks.some(mark => mark !== null && mark !== '' && words.toLowerCase().includes(mark.toLowerCase())) || (lines.length <= 3 && name !== '' && words.toLowerCase().includes(name.toLowerCase()))
}

const squeezed = (text: string) => text.replace(/[\s_*=-]+/g, ' ').trim()

/** The text without the words that the list adds to its end, wherever its lines were broken; all of it when it says nothing else. */
export function withoutFooter(text: string, footer: string | null): string {
  const wanted = (footer ?? '').replace(/\s+/g, '')
  if (wanted === '') return text
  let [at, left] = [text.length, wanted.length]
  while (at > 0 && left > 0) {
    const character = text.charAt(at - 1)
    if (!/\s/.test(character)) {
      if (character !== wanted.charAt(left - 1)) return text
      left -= 1
    }
    at -= 1
  }
  const rest = text.slice(0, at).trimEnd()
  return left > 0 || rest.trim() === '' ? text : rest
}
