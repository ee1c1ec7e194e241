import { describe, expect, test } from 'vitest'
import { shownHtml } from '../tickets/messages/showing.ts'
import { MOST_PICTURES, remotePictures } from '../tickets/pictures/remote.ts'
import { rewritten, sanitised } from './mail-html.ts'

const shown = (html: string, parts = {}) => shownHtml(sanitised(html), rewritten, { messageId: 7, language: 'fr', withPictures: false, inside: new Map([['logo@x', 3]]), ...parts })
const asked = (html: string) => remotePictures(sanitised(html), rewritten)

describe('whatever could load something from outside', () => {
  const there = 'https://x.example/t'
  test.each([
    `<img src="${there}">`, `<img srcset="${there} 2x">`, `<img src=x lowsrc="${there}" dynsrc="${there}">`, `<img src="${there}" loading="eager" class="a">`,
    `<picture><source srcset="${there}"><img src="${there}"></picture>`, `<input type="image" src="${there}">`, `<image src="${there}">`, `<image xlink:href="${there}">`,
    `<video src="${there}" poster="${there}"></video>`, `<audio src="${there}"></audio>`, `<track src="${there}">`, `<embed src="${there}">`, `<object data="${there}"></object>`,
    `<iframe src="${there}" srcdoc="<img src=${there}>"></iframe>`, `<frameset><frame src="${there}"></frameset>`, `<portal src="${there}">`, `<fencedframe src="${there}">`,
    `<link rel="stylesheet" href="${there}">`, `<link rel="preload" as="image" href="${there}">`, `<link rel="dns-prefetch" href="//x.example">`, `<base href="${there}">`,
    `<meta http-equiv="refresh" content="0;url=${there}">`, `<meta http-equiv="Link" content="<${there}>; rel=preload">`,
    `<style>@import url(${there}); body{background:url(${there})}</style>`, `<style>@font-face{src:url(${there})}</style>`,
    `<body background="${there}">`, `<table background="${there}"><tr background="${there}"><td background="${there}">a</td></tr></table>`,
    `<p style="background:url(${there})">a</p>`, `<p style="background-image:url('${there}')">a</p>`, `<p style="background:image-set('${there}' 1x)">a</p>`, `<p style="list-style:url(${there})">a</p>`,
    `<p style="list-style-image:url(${there})">a</p>`, `<p style="border-image:url(${there})">a</p>`, `<p style="cursor:url(${there}),auto">a</p>`, `<p style="content:url(${there})">a</p>`,
    `<p style="background:u\\72l(${there})">a</p>`, `<p style="background:url/**/(${there})">a</p>`, `<p style="width:attr(x);behavior:url(${there})">a</p>`, `<p style="--x:url(${there});background:var(--x)">a</p>`, `<p style="filter:url(${there}#a)">a</p>`,
    `<svg><image href="${there}"/><use href="${there}#a"/><style>@import '${there}'</style></svg>`, `<svg><foreignObject><img src="${there}"></foreignObject></svg>`, `<math><mi xlink:href="${there}"></mi></math>`,
    `<script src="${there}"></script>`, `<noscript><img src="${there}"></noscript>`, `<template><img src="${there}"></template>`, `<img src="data:image/svg+xml,<svg xmlns='x'><image href='${there}'/></svg>">`,
    `<!--[if mso]><img src="${there}"><![endif]-->`, `<![CDATA[<img src="${there}">]]>`, `<a href="x" ping="${there}">a</a>`, `<img src="${there}" crossorigin>`, `<img usemap="#m" src=x><map name=m><area href="${there}"></map>`,
    `<q cite="${there}">a</q>`, `<del cite="${there}">a</del>`, `<img longdesc="${there}" src=x>`, `<div data-src="${there}">a</div>`, `<img data-src="${there}">`, '<img src="/api/messages/1/pictures/1">', '<img src="//api/messages">',
  ])('%s', (html) => {
    const left = shown(html)
    expect(left).not.toMatch(/\b(src|srcset|href|data|poster|background|cite|ping|content|action|longdesc)\s*=\s*"?[^"]*(x\.example|api\/)/i)
    expect(left).not.toMatch(/url\(|@import|<(link|meta|base|style|svg|video|audio|iframe|object|embed|input|source|picture|template)/i)
  })
})

describe('pictures from elsewhere', () => {
  const LETTER = '<img src="https://x.example/a.png" alt="Un"><img src="http://x.example/t" width="1" height="1"><img src="cid:logo@x"><img src="//x.example/b.png" style="width:50px" width="50">'

  test('are asked of nobody until the reader says so', () => {
    expect(shown(LETTER)).toBe('<img alt="Un" class="blocked" /><img /><img src="/api/messages/7/attachments/3/picture" /><img style="width:50px" width="50" class="blocked" />')
  })

  test('then they are asked of us, by their place in the message; trackers never are', () => {
    expect(shown(LETTER, { withPictures: true })).toBe('<img alt="Un" src="/api/messages/7/pictures/1" /><img /><img src="/api/messages/7/attachments/3/picture" /><img style="width:50px" width="50" src="/api/messages/7/pictures/3" />')
    expect(asked(LETTER)).toEqual([
      { address: 'https://x.example/a.png', isTracker: false },
      { address: 'http://x.example/t', isTracker: true },
      { address: 'https://x.example/b.png', isTracker: false },
    ])
  })

  const P = '<img src="https://x.example/p">'
  test.each([
    `<div style="display: none">${P}</div>`, `<div style="DISPLAY:NONE!important"><p><b>${P}</b></p></div>`, `<p style="color:red;visibility:hidden">${P}</p>`, `<p style="opacity:0">${P}</p>`, `<p style="opacity:0.00;color:red">${P}</p>`,
    `<div style="max-height:0;overflow:hidden">${P}</div>`, `<span style="mso-hide:all">${P}</span>`,
    '<img style="display:none" src="https://x.example/p">', '<img style="width:1px!important;height:1px" src="https://x.example/p">', '<img src="https://x.example/p" height=0>',
  ])('one that nobody could see is a tracker: %s', (html) => {
    expect(asked(html)).toEqual([{ address: 'https://x.example/p', isTracker: true }])
    expect(shown(html, { withPictures: true })).toMatch(/<img \/>/)
    expect(shown(html, { withPictures: true })).not.toContain('src=')
  })

  test.each([`<div style="display:none">a</div>${P}`, `<p style="opacity:0.8">${P}</p>`, `<div style="max-height:100px"><br>${P}</div>`, `<div style="display:none"><br><p>a</div>${P}`, `<input style="display:none">${P}`])('one beside what is hidden is not: %s', (html) => {
    expect(asked(html)).toEqual([{ address: 'https://x.example/p', isTracker: false }])
  })
})

test('of very many, the last are never shown', () => {
  const html = '<img src="https://x.example/p">'.repeat(MOST_PICTURES + 5)
  expect(asked(html)).toHaveLength(MOST_PICTURES)
  expect(shown(html, { withPictures: true }).match(/src=/g)).toHaveLength(MOST_PICTURES)
})

test.each([
  ['<img src="cid:logo%40x">', '<img src="/api/messages/7/attachments/3/picture" />'],
  ['<img src="CID:logo@x" alt="a">', '<img alt="a" src="/api/messages/7/attachments/3/picture" />'],
  ['<img src="cid:other@x" alt="a">', '<img alt="a" />'],
  ['<img src="cid:%ff" alt="a">', '<img alt="a" />'],
  ['<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA" />'],
])('inside the message: %s', (html, expected) => { expect(shown(html)).toBe(expected) })

describe('links', () => {
  const link = (href: string, note: string, text: string) => `<a rel="noopener noreferrer nofollow" target="_blank" href="${href}" title="${href}" ${note}>${text}</a>`
  const BAD = 'https://evil.example/'
  const attributesOf = (html: string) => shown(html).replace(/ (rel|target)="[^"]*"/g, '')

  test.each([
    [`<a href="${BAD}">Mon compte</a>`, `<a href="${BAD}" title="${BAD}" data-to="evil.example">Mon compte</a>`],
    [`<a href="${BAD}" title="https://ouvaton.coop">evil.example</a>`, `<a title="${BAD}" href="${BAD}">evil.example</a>`],
    [`<a href="${BAD}">ouvaton.coop</a>`, `<a href="${BAD}" title="${BAD}" data-warning="lien trompeur\u00a0: mène en fait à evil.example">ouvaton.coop</a>`],
    ['<a href="javascript:x()">a</a>', '<a>a</a>'],
    ['<a name="x">a</a>', '<a>a</a>'],
  ])('%s', (html, expected) => { expect(attributesOf(html)).toBe(expected) })

  test.each(['ouva<b>ton</b>.coop', 'ouvaton&#46;coop', '<span>ouvaton.</span><font color="red">coop</font>', 'https:&#47;/ouvaton.coop/&amp;x', '<table><tr><td>ouvaton.coop</td><td>evil.example</td></tr></table>', 'a<br>ouvaton.coop<br>b', `ouvaton.coop<a href="${BAD}">evil.example</a>`])('a deceptive text is read as it is seen: %s', (text) => {
    expect(shown(`<p><a href="${BAD}">${text}</a></p>`)).toContain('data-warning="lien trompeur')
  })

  test('each is judged by its own text, in the language of its reader', () => {
    expect(shown(`<a href="${BAD}">un</a> ouvaton.coop <a href="${BAD}">ouvaton.coop</a>`, { language: 'en' }))
      .toBe(`${link(BAD, 'data-to="evil.example"', 'un')} ouvaton.coop ${link(BAD, 'data-warning="deceptive link: really goes to evil.example"', 'ouvaton.coop')}`)
  })

  test('a message cannot write our marks itself', () => {
    expect(shown('<a data-to="ouvaton.coop" class="x" data-warning="rien">a</a><img class="x" data-hidden="1" alt="a">')).toBe('<a rel="noopener noreferrer nofollow" target="_blank">a</a><img alt="a" />')
  })

  test('what an older version let through is checked once more', () => {
    expect(rewritten('<p onclick="x()" style="position:fixed">a<script>x()</script><iframe src="x"></iframe></p>', { link: one => one, picture: one => one })).toBe('<p>a</p>')
  })
})
