import type { MarkedWords } from '../html/marked-words.ts'
import { visibleReply } from './quoting.ts'
import { sameBeginning } from '../same-words.ts'

type Kind = { isForward: boolean, isList: boolean, author?: string, rich?: Rich | undefined }

/** The words of the HTML, if it marks any; of a text that says enough itself (`isCut`) only when it is made of them. */
export type Rich = (isCut: boolean) => MarkedWords | null

/** What is new in a message, by the marks of its HTML where its text says nothing, or is made of that. */
export function visibleWords(text: string, { rich, ...kind }: Kind): string {
  const plain = visibleReply(text, kind)
  if (kind.isForward) return plain
  const words = rich?.(plain !== text.trim())
  if (!words || words.text === words.judged) return plain
  const beginning = visibleReply(words.text, { ...kind, judged: words.judged })
  return words.text === text ? beginning : sameBeginning(text, { whole: words.text, beginning }) ?? plain
}
