import { expect, test } from 'vitest'
import { limits } from '../channels/understanding/limits.ts'
import { safeHtml, sanitised } from './mail-html.ts'
import { wordsOf } from './mail-words.ts'

test.each([
  ['<p onclick="x()">a<script>x()</script></p>', '<p>a</p>'],
  ['<style>p{}</style><p style="position:fixed;color:red;background:url(http://x)">a</p>', '<p style="color:red">a</p>'],
  ['<p style="margin-left:-9999px;width:100px">a</p>', '<p style="width:100px">a</p>'],
  ['<p style="color:expression(x());font-weight:bold">a</p>', '<p style="font-weight:bold">a</p>'],
  ['<p style="background-color:rgb(1,2,3);width:calc(1px)">a</p>', '<p style="background-color:rgb(1,2,3)">a</p>'],
  ['<p style="color:\\75rl(x)">a</p>', '<p>a</p>'],
  ['<a href="javascript:x()">a</a>', '<a rel="noopener noreferrer nofollow" target="_blank">a</a>'],
  ['<a href="java&#10;script:x()">a</a>', '<a rel="noopener noreferrer nofollow" target="_blank">a</a>'],
  ['<a href="https://example.org/?a=1&amp;b=2" target="_self">a</a>', '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">a</a>'],
  ['<img src="https://example.org/p.gif" alt="logo" srcset="https://x 2x">', '<img alt="logo" data-src="https://example.org/p.gif" />'],
  ['<img src="//example.org/p.gif">', '<img data-src="//example.org/p.gif" />'],
  ['<img src="cid:logo@x" onerror="x()">', '<img src="cid:logo@x" />'],
  ['<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA" />'],
  ['<img src="data:image/svg+xml;base64,AAAA">', '<img />'],
  ['<img data-src="x" src="/local">', '<img />'],
  ['<form action="https://x"><input name="a"><button>b</button></form>', 'b'],
  ['<iframe src="https://x"></iframe><object data="x"></object><embed src="x"><link rel="stylesheet" href="x"><base href="https://x"><meta http-equiv="refresh" content="0">a', 'a'],
  ['<svg><script>x()</script><a xlink:href="javascript:x()">b</a></svg>a', 'a'],
  ['<table background="https://x/y.png" bgcolor="#fff"><tr><td colspan="2">a</td></tr></table>', '<table bgcolor="#fff"><tr><td colspan="2">a</td></tr></table>'],
  ['<blockquote cite="https://x" type="cite">a</blockquote>', '<blockquote type="cite">a</blockquote>'],
  ['<!-- x --><o:p>a</o:p>', 'a'],
])('%s', (html, expected) => { expect(sanitised(html)).toBe(expected) })

test('nothing of what loads or runs is left, however it is written', () => {
  const tricks = ['<ScRiPt>x()</sCrIpT>', '<img src=x onerror=x()>', '<img """><script>x()</script>">', '<a href=" javascript:x()">a</a>', '<a href="vbscript:x()">a</a>', '<a href="data:text/html,x">a</a>', '<p style="b:url(//x)">', '<video src=//x><source src=//x></video>', '<input type=image src=//x>', '<svg/onload=x()>', '<math href="javascript:x()">', '<body background=//x>', '<noscript><p title="</noscript><img src=x onerror=x()>">']
  expect(sanitised(tricks.join('\n'))).not.toMatch(/<script|\son\w+\s*=|javascript:|vbscript:|data:text|url\(|<(video|source|input|svg|math|body|noscript)|[^-]src=/i)
})

test('quotations have their marks, links their address, pictures nothing', () => {
  expect(wordsOf('<div>Oui.</div><h1>Titre</h1><blockquote>Essayez <a href="https://example.org/a">ici</a><br>ou là</blockquote><img src="cid:a" alt="logo"><a href="mailto:a@b.fr">a@b.fr</a>').text)
    .toBe('Oui.\n\nTitre\n\n> Essayez ici <https://example.org/a>\n> ou là\n\na@b.fr')
})

test.each<[string, string, boolean]>([
  ['a letter', '<p>coeur</p>'.repeat(1000), false],
  ['ten thousand nested tags', `${'<div>'.repeat(10_000)}coeur${'</div>'.repeat(10_000)}`, true],
  ['a thousand nested tags', `${'<div>'.repeat(1000)}coeur`, true],
  ['half a million open tags', `${'<b><i>'.repeat(250_000)}coeur`, true],
  ['nested tables without end', `${'<table><tr><td>'.repeat(40_000)}coeur`, true],
  ['two megabytes of words', 'coeur '.repeat(340_000), true],
  ['a million signs', `coeur${'<'.repeat(1_000_000)}`, true],
  ['a million entities', `coeur${'&amp;'.repeat(200_000)}`, true],
  ['what becomes entities', `coeur${'&#'.repeat(500_000)}`, true],
])('%s: its words are kept, and it is known to be heavy or not', (...[, html, isHeavy]) => {
  const safe = safeHtml(html)
  expect(safe.isHeavy).toBe(isHeavy)
  expect(safe.html).toContain('coeur')
  // So that showing it stays cheap.
  expect(safe.html.match(/[<&]/g)?.length ?? 0).toBeLessThanOrEqual(limits.htmlPieces + 2)
})
