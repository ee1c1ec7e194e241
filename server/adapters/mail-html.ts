import sanitizeHtml from 'sanitize-html'
import { flattened } from '../channels/understanding/html/flattened.ts'
import { htmlMark } from '../channels/understanding/html/html-marks.ts'
import { limits } from '../channels/understanding/limits.ts'
import { hides, safeStyle } from '../channels/understanding/html/style.ts'
import type { Attributes, Changes } from '../tickets/messages/rewriting.ts'

const LINK = { rel: 'noopener noreferrer nofollow', target: '_blank' }

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    'a', 'abbr', 'address', 'b', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'font',
    'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup',
    'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var',
  ],
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'svg', 'math'],
  allowedAttributes: {
    '*': ['style', 'align', 'valign', 'bgcolor', 'width', 'height', 'dir', 'lang', 'title', 'data-mark'],
    'a': ['href', 'rel', 'target'],
    'img': ['src', 'data-src', 'data-hidden', 'alt'],
    'font': ['color', 'face', 'size'],
    'table': ['border', 'cellpadding', 'cellspacing'],
    'td': ['colspan', 'rowspan'],
    'th': ['colspan', 'rowspan'],
    'ol': ['start', 'type'],
    'blockquote': ['type'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite'],
  allowProtocolRelative: false,
  // Styles go through our own list, without a CSS parser.
  parseStyleAttributes: false,
  nestingLimit: limits.htmlDepth,
}

/** HTML made safe; `isHeavy` when browsers would be busy with it for long, or when it was too much to be read as HTML and is flat now. */
export type SafeHtml = { html: string, isHeavy: boolean }

/**
 * HTML that may be shown: no scripts, forms, frames or style sheets, nothing loaded from outside. A picture from elsewhere keeps its
 * address in `data-src`; when it could not be seen in the message as it came, `data-hidden` says so.
 */
export function safeHtml(html: string): SafeHtml {
  const found = { depth: 0, pieces: 0 }
  const most = limits.htmlAtOnce
  try {
    const safe = counted(html, found)
    // It is read again each time that it is shown.
    if (piecesIn(safe) > limits.htmlPieces) throw new TooMuch()
    return { html: safe, isHeavy: safe.length > most.characters || found.depth > most.depth || found.pieces > most.pieces }
  }
  catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return { html: flattened(html), isHeavy: true }
  }
}

/** The same, for whoever need not know how much it is. */
export const sanitised = (html: string) => safeHtml(html).html

class TooMuch extends Error {}

const piecesIn = (html: string) => html.match(/[<&]/g)?.length ?? 0

function counted(html: string, found: { depth: number, pieces: number }): string {
  // For each open tag, whether it hides what is in it: its style will be gone.
  const open: boolean[] = []
  const count = () => { if (++found.pieces > limits.htmlPieces || open.length > limits.htmlOpen) throw new TooMuch() }
  return sanitizeHtml(html, {
    ...options,
    onOpenTag: (_name, { style }) => {
      found.depth = Math.max(found.depth, open.push(open.at(-1) === true || (style !== undefined && hides(style))))
      count()
    },
    onCloseTag: () => open.pop(),
    textFilter: (text) => {
      count()
      return text
    },
    transformTags: { '*': (name, attributes) => safeTag(name, withMark(name, attributes), open.at(-1) === true) },
  })
}

/** What mail programs say by class and id is kept, in one word of ours. */
function withMark(name: string, { 'data-mark': _, ...attributes }: Attributes): Attributes {
  const mark = htmlMark(name, attributes)
  return mark === undefined ? attributes : { ...attributes, 'data-mark': mark }
}

/** Sanitised HTML with its links and pictures changed. What it is made of is checked once more: it may have been stored by an older version. */
export function rewritten(html: string, { link, picture }: Changes): string {
  const texts = linkTexts(html)
  let links = 0
  const changed = (name: string, attributes: Attributes) => {
    if (name === 'img') return picture(safeLook(attributes))
    const safe = safeTag(name, attributes, false).attribs
    return name === 'a' ? { ...link(safe, texts[links++] ?? ''), ...LINK } : safe
  }
  return sanitizeHtml(html, {
    ...options,
    allowedAttributes: { ...options.allowedAttributes, a: ['href', 'rel', 'target', 'data-to', 'data-warning'], img: ['src', 'alt', 'class'] },
    transformTags: {
      '*': (tagName, attributes) => ({ tagName, attribs: changed(tagName, attributes) }),
    },
  })
}

// Tags within a word; all others stand between words.
const WITHIN = new Set(['a', 'abbr', 'b', 'big', 'cite', 'code', 'del', 'dfn', 'em', 'font', 'i', 'img', 'ins', 'kbd', 'mark', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'tt', 'u', 'var'])

/** What stands in each link, in their order. A link ends where the next begins, as in a browser. */
function linkTexts(html: string): string[] {
  const texts: string[][] = []
  let current: string[] | undefined
  const say = (text: string) => {
    current?.push(text)
    return ''
  }
  sanitizeHtml(html, {
    ...options,
    transformTags: {
      '*': (tagName, attribs) => {
        if (tagName === 'a') texts.push(current = [])
        else say(WITHIN.has(tagName) ? '' : ' ')
        return { tagName, attribs }
      },
    },
    onCloseTag: (name) => {
      if (name === 'a') current = undefined
      else say(WITHIN.has(name) ? '' : ' ')
    },
    textFilter: say,
  })
  return texts.map(pieces => pieces.join('').replace(/&(amp|lt|gt|quot);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name]))
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"' }

function safeTag(tagName: string, attributes: Attributes, isHidden: boolean) {
  const attribs = safeLook(attributes)
  if (tagName === 'a') return { tagName, attribs: { ...attribs, ...LINK } }
  return tagName === 'img' ? { tagName, attribs: safePicture(attribs, isHidden) } : { tagName, attribs }
}

function safeLook({ style, ...attributes }: Attributes): Attributes {
  const kept = style === undefined ? '' : safeStyle(style)
  return kept === '' ? attributes : { style: kept, ...attributes }
}

function safePicture({ src = '', 'data-src': _, 'data-hidden': _hidden, ...attribs }: Attributes, isHidden: boolean): Attributes {
  if (/^\s*(https?:)?\/\//i.test(src)) return { ...attribs, 'data-src': src.trim(), ...(isHidden ? { 'data-hidden': '1' } : {}) }
  const isInside = /^\s*(cid:|data:image\/(png|jpe?g|gif|webp);base64,)/i.test(src)
  return isInside ? { ...attribs, src: src.trim() } : attribs
}
