import { compile, type Builder, type Element } from 'html-to-text'
import type { HtmlMark } from '../channels/understanding/html/html-marks.ts'
import { limits } from '../channels/understanding/limits.ts'
import { MARK_LINES, withoutMarkLines, type MarkedWords } from '../channels/understanding/html/marked-words.ts'

/** The words of sanitised HTML, quotations behind ">" as in a text; and as its marks judge them. */
export const wordsOf = (html: string): MarkedWords => withoutMarkLines(convert(html))

const marks: HtmlMark[] = ['inside', 'lead', 'from']

/** A marked element stands between two lines that say so. */
const marked = (mark: HtmlMark) => (element: Element, walk: (children: readonly unknown[], builder: Builder) => void, builder: Builder) => {
  const [begins, ends] = MARK_LINES[mark]
  addLine(builder, begins)
  builder.openBlock({ leadingLineBreaks: 1 })
  walk(element.children, builder)
  builder.closeBlock({ trailingLineBreaks: 1 })
  addLine(builder, ends)
}

function addLine(builder: Builder, line: string) {
  builder.openBlock({ leadingLineBreaks: 1 })
  builder.addInline(line)
  builder.closeBlock({ trailingLineBreaks: 1 })
}

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: limits.htmlDepth + 50 },
  formatters: Object.fromEntries(marks.map(mark => [mark, marked(mark)])),
  selectors: [
    { selector: 'a', options: { ignoreHref: false, hideLinkHrefIfSameAsText: true, noAnchorUrl: true, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } })),
    ...marks.flatMap(mark => ['div', 'p', 'section', 'table'].map(name => ({ selector: `${name}[data-mark=${mark}]`, format: mark }))),
    ...['hr', 'span'].map(name => ({ selector: `${name}[data-mark=from]`, format: 'from' })),
  ],
})
