import { compile } from 'html-to-text'
import sanitizeHtml from 'sanitize-html'
import { limits } from '../channels/mail/limits.ts'
import { safeStyle } from '../channels/mail/style.ts'

type Attributes = Record<string, string>

const LINK = { rel: 'noopener noreferrer nofollow', target: '_blank' }

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    'a', 'abbr', 'address', 'b', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'font',
    'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup',
    'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var',
  ],
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'svg', 'math'],
  allowedAttributes: {
    '*': ['style', 'align', 'valign', 'bgcolor', 'width', 'height', 'dir', 'lang', 'title'],
    'a': ['href', 'rel', 'target'],
    'img': ['src', 'data-src', 'alt'],
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
  transformTags: { '*': safeTag },
}

/** HTML that may be shown: no scripts, forms, frames or style sheets, nothing loaded from outside. A picture from elsewhere keeps its address in `data-src`. */
export function sanitised(html: string): string {
  return sanitizeHtml(html, options)
}

function safeTag(tagName: string, attributes: Attributes) {
  const attribs = attributes
  if (attribs['style'] !== undefined) attribs['style'] = safeStyle(attribs['style'])
  if (attribs['style'] === '') delete attribs['style']
  if (tagName === 'a') return { tagName, attribs: { ...attribs, ...LINK } }
  return tagName === 'img' ? { tagName, attribs: safePicture(attribs) } : { tagName, attribs }
}

function safePicture({ src = '', 'data-src': _, ...attribs }: Attributes): Attributes {
  if (/^\s*(https?:)?\/\//i.test(src)) return { ...attribs, 'data-src': src.trim() }
  const isInside = /^\s*(cid:|data:image\/(png|jpe?g|gif|webp);base64,)/i.test(src)
  return isInside ? { ...attribs, src: src.trim() } : attribs
}

/** The words of sanitised HTML, quotations behind ">" as in a text. */
export const wordsOf = (html: string): string => convert(html).replace(/\n{3,}/g, '\n\n')

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: limits.htmlDepth + 50 },
  selectors: [
    { selector: 'a', options: { ignoreHref: false, hideLinkHrefIfSameAsText: true, noAnchorUrl: true, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } })),
  ],
})
