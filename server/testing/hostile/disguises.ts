import type { Vector } from './vectors.ts'

/** Another writing of the same markup, which some parser takes for it. */
export type Disguise = (markup: string) => string

const inTags = (markup: string, change: (tag: string) => string) => markup.replace(/<\/?[a-z][^>]*>?/gi, change)
const mixed = (text: string) => [...text].map((letter, at) => at % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase()).join('')
const names = /(?<=[<\s/])[a-z]+(?=[\s=/>])/gi

export const disguises: readonly Disguise[] = [
  markup => markup,
  markup => inTags(markup, tag => tag.replace(names, mixed)),
  markup => inTags(markup, tag => tag.replaceAll(' ', '/')),
  markup => inTags(markup, tag => tag.replaceAll(' ', '\f')),
  markup => inTags(markup, tag => tag.replaceAll(' ', '\t\n')),
  markup => inTags(markup, tag => tag.replaceAll(' ', '\u00a0 ')),
  markup => markup.replaceAll('<', '<\u0000'),
  markup => inTags(markup, tag => tag.replace(/(?<=[a-z])(?=[a-z]+[\s=])/i, '\u0000')),
  markup => markup.replaceAll(/(?<==)(?=[^"'\s>]+)/g, ' '),
  markup => markup.replaceAll('>', ' x>'),
  markup => markup.replaceAll('<', '\uff1c').replaceAll('>', '\uff1e'),
  markup => markup.replaceAll('<', '\u2039<\ufeff').replaceAll('script', '\u017fcript'),
  markup => markup.replaceAll('<', '<x').replaceAll('<x/', '</'),
  markup => `${markup.slice(0, Math.ceil(markup.length / 2))}<!-- -->${markup.slice(Math.ceil(markup.length / 2))}`,
  markup => markup.replace(/<(script|style|img|svg|iframe)/gi, '<$1<$1'),
]

const entities = (text: string, write: (code: number) => string) => [...text].map(letter => write(letter.charCodeAt(0))).join('')

/** Ways to write a scheme that browsers still understand, or that some reader does not. */
export const schemes: readonly ((scheme: string) => string)[] = [
  scheme => scheme,
  mixed,
  scheme => ` \u0001\u001f${scheme}`,
  scheme => scheme.split('').join('\t'),
  scheme => scheme.split('').join('&Tab;'),
  scheme => scheme.split('').join('&NewLine;'),
  scheme => `${scheme.slice(0, 4)}\n${scheme.slice(4)}`,
  scheme => `${scheme.slice(0, 4)}&#10;${scheme.slice(4)}`,
  scheme => `${scheme.slice(0, 4)}\u0000${scheme.slice(4)}`,
  scheme => `${scheme.slice(0, 4)}&#0;${scheme.slice(4)}`,
  scheme => entities(scheme, code => `&#${code};`),
  scheme => entities(scheme, code => `&#${String(code).padStart(7, '0')}`),
  scheme => entities(scheme, code => `&#x${code.toString(16)};`),
  scheme => entities(scheme, code => `&#X${code.toString(16).padStart(5, '0')}`),
  scheme => scheme.replace(':', '&colon;'),
  scheme => scheme.replace(':', '&amp;colon;'),
  scheme => scheme.replace(':', '%3A'),
  scheme => scheme.replace(/[a-z]/i, letter => `\\u00${letter.charCodeAt(0).toString(16)}`),
  scheme => `\u2028${scheme}`,
  scheme => `&#xfeff;${scheme}`,
  scheme => `<!-- -->${scheme}`,
  scheme => scheme.replace(':', '\uff1a'),
  scheme => `view-source:${scheme}`,
  scheme => `//x.invalid/${scheme}`,
]

/** Elements with an address that would be gone to. */
export const addressed: readonly ((address: string) => Vector)[] = [
  'iframe src', 'embed src', 'object data', 'frame src', 'meta http-equiv=refresh content', 'a ping', 'form action', 'base href', 'img src', 'area shape=default href', 'svg><a xlink:href', 'math><mi href', 'input type=image formaction', 'isindex action', 'button formaction', 'a target=_blank rel=opener href',
].map(place => address => () => `<${place}="${place.startsWith('meta') ? '0;url=' : ''}${address}">x`)
