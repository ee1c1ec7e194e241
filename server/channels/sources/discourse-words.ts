import { earlierPostsStart } from '../understanding/quoting/list-footer.ts'
import { isBlank } from '../understanding/quoting/quote-marks.ts'

/** What a post says in its mail, and the forum's own lines around it. */
export type ForumText = { words: string, around: string }

const RULE = /^\s*(-{3,}|—|_{3,}|\*{3,})\s*$/
/** "## Please type your reply above this line. ##" */
const ABOVE = /^\s*##.{3,200}##\s*$/
const REPLIED_TO = /^\s*\*{0,2}(in reply to|en réponse à)\*{0,2}\s*$/i

/** Links that only the forum writes: to leave, to one's settings. */
const LEAVING = /\/(?:email\/unsubscribe|unsubscribe|my\/preferences|u\/[^/\s)]{1,60}\/preferences|user_preferences|email_preferences)\b/i

/** Its sentences, in French and English, of all periods, with what tells them from those of people. Each begins a paragraph. */
const SENTENCES = [
  '\\[(?:visit|view) (?:topic|message)\\]\\([^)]{0,900}\\)\\s*(?:$|or reply|to respond)', '(?:visit|view) (?:topic|message) (?:<?https?:|or reply\\b|to respond\\b)', '\\[(?:voir|consulter) (?:le sujet|le message|la discussion)\\]\\([^)]{0,900}\\)\\s*(?:$|ou répond|pour répond)', 'voir (?:le sujet|le message) (?:<?https?:|ou répond|pour répondre)',
  'reply to this email (?:to respond|or )', 'to (?:respond|reply), (?:reply|visit|click)', 'pour répondre,? (?:répondez|visitez|cliquez|rendez)', 'répond(?:re|ez) à ce (?:courriel|message|mail) (?:pour répondre|ou visite)',
  'to (?:unsubscribe|stop receiving|opt.?out)\\b.{0,100}(?:click here|preferences)', 'pour (?:vous désabonner|vous désinscrire|ne plus recevoir)\\b.{0,100}(?:cliquez ici|préférences)',
  'you(?:[’\']re| are) receiving this (?:e-?mail )?because', 'vous recevez ce (?:courriel|message|mail) (?:car|parce)',
  'participants ?: .{0,300}(?:\\(\\d+\\)|\\]\\()', 'reminder: we send a maximum\\b', 'rappel ?: nous envoyons un maximum\\b',
]
const SENTENCE = new RegExp(`^[\\s*_>(]{0,6}(?:${SENTENCES.join('|')})`, 'iu')
const LINK_ALONE = /^\s*(?:\[[^\]]{1,60}\]\(https?:[^)\s]{1,900}\)|<?https?:\S{1,900}>?)[.\s]*$/

/** What anybody may have cut off: mails are long, and the forum's words are short. */
const HEIGHT = 60

/** Parts a post from what the forum writes around it: the posts before, how to answer, how to leave. Both are those of the mail's text, which is the Markdown that its author wrote. */
export function forumText(text: string): ForumText {
  const lines = text.replaceAll('\u00a0', ' ').split('\n')
  const original = text.split('\n')
  const start = lines.findIndex(line => !isBlank(line) && !ABOVE.test(line))
  const end = Math.min(earlierPostsStart(lines), repliedToStart(lines), ruledStart(lines), tailStart(lines))
  const words = start < 0 || start >= end ? '' : original.slice(start, end).join('\n').trim()
  return { words, around: original.slice(end).join('\n') }
}

/** "---" above "In Reply To", and what is quoted there. */
function repliedToStart(lines: readonly string[]): number {
  const at = lines.findIndex((line, place) => RULE.test(line) && REPLIED_TO.test(lines.slice(place + 1, place + 4).find(next => !isBlank(next)) ?? ''))
  return at <= 0 ? lines.length : at
}

/** A line, and below it how to answer here: whatever an administrator has added to that is the forum's too. */
function ruledStart(lines: readonly string[]): number {
  const at = lines.findLastIndex((line, place) => RULE.test(line) && lines.length - place < HEIGHT && isAnswering(lines, place + 1))
  return at < 0 ? lines.length : at
}

function isAnswering(lines: readonly string[], from: number): boolean {
  const start = lines.findIndex((line, at) => at >= from && !isBlank(line))
  const said = start < 0 ? '' : lines.slice(start, start + 3).join(' ')
  return SENTENCE.test(said) && /\/t\/[^\s)]*\d/.test(said)
}

/** Where nothing but the forum's own paragraphs follow. A line that the author drew above one of them is theirs as long as there is something else below it. */
function tailStart(lines: readonly string[]): number {
  let end = lines.length
  let found = end
  while (end > 0 && lines.length - end < HEIGHT) {
    const from = paragraphStart(lines, end)
    if (from === end) break
    if (!isForums(lines.slice(from, end).filter(line => !isBlank(line)))) break
    end = from
    found = from
  }
  return found
}

function paragraphStart(lines: readonly string[], end: number): number {
  let at = end
  while (at > 0 && isBlank(lines[at - 1])) at--
  while (at > 0 && !isBlank(lines[at - 1]) && !RULE.test(lines[at] ?? '')) at--
  return at
}

function isForums(paragraph: readonly string[]): boolean {
  const said = RULE.test(paragraph[0] ?? '') ? paragraph.slice(1) : paragraph
  if (said.length === 0 || ABOVE.test(said[0] ?? '')) return true
  const words = said.join(' ')
  return words.length < 1500 && said.length <= 6 && (SENTENCE.test(words) || LEAVING.test(words) || isLinkToTopic(said))
}

const isLinkToTopic = ([line = '', ...more]: readonly string[]) => more.length === 0 && LINK_ALONE.test(line) && /\/t\/[^\s)]*\d/.test(line)
