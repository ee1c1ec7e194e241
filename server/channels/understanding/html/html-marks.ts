/**
 * How mail programs mark in their HTML what is not new, beside `blockquote`: the element holds nothing else (`inside`: the message quoted,
 * its announcement, a signature), it begins with the announcement of a `blockquote` in it (`lead`; answers may stand below that), or from
 * it on all is the message before (`from`).
 */
export type HtmlMark = 'inside' | 'lead' | 'from'

const CLASSES: Record<string, HtmlMark> = {
  'gmail_attr': 'inside', 'gmail_signature': 'inside', 'moz-cite-prefix': 'inside', 'moz-signature': 'inside', 'moz-forward-container': 'from', 'yahoo_quoted': 'inside', 'protonmail_signature_block': 'inside',
  'gmail_quote': 'lead', 'gmail_quote_container': 'lead', 'protonmail_quote': 'lead', 'zmail_extra': 'lead', 'tutanota_quote': 'lead', 'OutlookMessageHeader': 'from', 'ms-outlook-mobile-reference-message': 'from',
}
const IDS: Record<string, HtmlMark> = {
  'divRplyFwdMsg': 'from', 'appendonsend': 'from', 'stopSpelling': 'from', 'zwchr': 'from', 'ms-outlook-mobile-signature': 'inside', 'Signature': 'inside', 'reply-intro': 'inside', 'mail-editor-reference-message-container': 'from', 'isReplyContent': 'inside',
}
const NAMES: Record<string, HtmlMark> = { quote: 'inside', messageReplySection: 'lead', messageSignatureSection: 'inside' }
const DATA: Record<string, HtmlMark> = { 'gmail_signature': 'inside' }
// Outlook: "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
const OUTLOOK_LINE = /border-top:\s*solid #?(E1E1E1|B5C4DF)\b|border:\s*none;\s*border-top:\s*solid #?(C0C0C0|windowtext)\b/i
const BLOCKS = new Set(['div', 'p', 'hr', 'section', 'table'])

const known = (marks: Record<string, HtmlMark>, word: string) => Object.hasOwn(marks, word) ? marks[word] : undefined

/** What a tag with these attributes says of what is in it or follows. */
export function htmlMark(name: string, attributes: Readonly<Record<string, string>>): HtmlMark | undefined {
  if (name === 'span') return inSpan(attributes['id'])
  if (!BLOCKS.has(name)) return undefined
  const classes = (attributes['class'] ?? '').slice(0, 300).split(/\s+/)
  const byClass = classes.map(word => known(CLASSES, word)).find(mark => mark !== undefined)
  return byClass ?? byName(attributes) ?? byStyle(attributes['style'] ?? '')
}

const byName = (attributes: Readonly<Record<string, string>>) => known(IDS, attributes['id'] ?? '') ?? known(NAMES, attributes['name'] ?? '') ?? known(DATA, attributes['data-smartmail'] ?? '')

/** Outlook for Mac puts the message before into one. */
const inSpan = (id: string | undefined): HtmlMark | undefined => id === 'OLK_SRC_BODY_SECTION' ? 'from' : undefined

const byStyle = (style: string): HtmlMark | undefined => OUTLOOK_LINE.test(style.slice(0, 300)) ? 'from' : undefined
