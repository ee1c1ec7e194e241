/** Markup around a piece of markup in which parsers disagree about where they are. */
export type Context = (markup: string) => string

const quoted = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
const written = (text: string) => quoted(text).replaceAll('<', '&lt;').replaceAll('>', '&gt;')

// Elements whose contents one parser takes for words and another for markup.
const RAW = ['title', 'textarea', 'style', 'xmp', 'noscript', 'noembed', 'noframes', 'iframe', 'plaintext', 'listing', 'script type=x', 'template', 'select', 'option', 'svg', 'math']
const nameOf = (tag: string) => tag.split(' ')[0] ?? tag

const inside: Context[] = RAW.map(tag => markup => `<${tag}>${markup}</${nameOf(tag)}>`)
/** The end of the element stands in an attribute: whoever reads markup sees an attribute, whoever reads words sees the end. */
const brokenOut: Context[] = RAW.map(tag => markup => `<${tag}><p title="</${nameOf(tag)}>${markup.replaceAll('"', '\'')}">`)
const closedOddly: Context[] = RAW.slice(0, 8).map(tag => markup => `<${tag}></${nameOf(tag)}/ x>${markup}`)

const foreign: Context[] = [
  'svg><desc', 'svg><title', 'svg><foreignObject', 'svg><style', 'svg></p><style', 'svg><a', 'math><mtext', 'math><mi', 'math><annotation-xml encoding="text/html"', 'math><annotation-xml encoding="application/xhtml+xml"', 'math><annotation-xml><svg><foreignObject', 'math><mtext><table><mglyph><style',
  'math><mtext><mglyph><svg><mtext><style', 'form><math><mtext></form><form><mglyph><style', 'svg><font color=x><title', 'math><mtext><option><mglyph><style', 'table><select><svg><style', 'svg><xmp', 'math><xmp', 'svg><textarea', 'svg><noscript', 'svg><plaintext', 'svg><![CDATA[x]]><desc',
].flatMap((opened): Context[] => [markup => `<${opened}>${markup}`, markup => `<${opened}><a title="</style></xmp></textarea></noscript></title>${markup.replaceAll('"', '\'')}">`])

const around: Context[] = [
  markup => markup,
  markup => `<!-->${markup}-->`,
  markup => `<!--->${markup}-->`,
  markup => `<!-- --!>${markup}-->`,
  markup => `<!--<!-->${markup}-->`,
  markup => `<!-- \n--\n>${markup}<!-- -->`,
  markup => `<![CDATA[${markup}]]>`,
  markup => `<svg><![CDATA[><x></svg>${markup}]]>`,
  markup => `<?x ?>${markup}<?`,
  markup => `<!x">${markup}`,
  markup => `</ x="${'>'}${markup}">`,
  markup => `</br>${markup}</p>`,
  markup => `<table><tr>${markup}<td>`,
  markup => `<table><caption><table>${markup}</caption></table>`,
  markup => `<table><colgroup>${markup}<col></table>`,
  markup => `<b><p><i><b>${markup}</p></b></i>`,
  markup => `<a href=x><a href=y>${markup}</a>`,
  markup => `<div title="${quoted(markup)}">${written(markup)}</div>`,
  markup => `<div title='${markup.replaceAll('\'', '"')}'>x</div>`,
  markup => `<img alt="${quoted(markup)}" title=">${markup.replaceAll('"', '\'')}">`,
  markup => `<p data-mark="${quoted(markup)}" class="gmail_quote" id="divRplyFwdMsg">x</p>`,
  markup => `&lt;b&gt;${written(written(markup))}${written(markup)}`,
  markup => `<a href="https://x.example/${quoted(markup)}">${written(markup)}</a>`,
  markup => `<a href="mailto:x@y.example?subject=${encodeURIComponent(markup)}" title="${quoted(markup)}">x</a>`,
  markup => `<img src="cid:${quoted(markup)}"><img src="https://x.invalid/${quoted(markup)}" alt="${quoted(markup)}">`,
  markup => `<font face="${quoted(markup)}" color='"${written(markup)}'>x</font>`,
  markup => `<td width='1" ${markup.replaceAll('\'', '"')}'>x</td>`,
  markup => `<blockquote type="${quoted(markup)}" dir="x">x</blockquote><ol type='"${written(markup)}'><li>x</ol>`,
  markup => `<p style="color:red;font-family:'${quoted(markup)}'">x</p>`,
  markup => `<frameset>${markup}</frameset><body>${markup}`,
  markup => `</body></html>${markup}`,
  markup => `</div></td></table></center></blockquote></body>${markup}`,
  markup => `<form id=body name=head><input name=attributes><img name=createElement id=location>${markup}</form>`,
  markup => `${'<b>'.repeat(230)}${markup}`,
  markup => `<div ${'a=b '.repeat(300)}>${markup}`,
  markup => `<x:x xmlns:x="http://www.w3.org/1999/xhtml">${markup}</x:x>`,
]

/** Everything that may stand around, the plain case first. */
export const contexts: readonly Context[] = [...around, ...inside, ...brokenOut, ...closedOddly, ...foreign]
