import { expect, test } from 'vitest'
import { flattened } from './flattened.ts'
import { limits } from '../limits.ts'

const said = (html: string) => /^<div style="white-space:pre-wrap">([^<]*)<\/div>$/.exec(flattened(html))?.[1]

test.each<[string, string]>([
  ['<p>Bonjour <b>Zoé</b></p><p>À demain</p>', 'Bonjour Zoé\n\nÀ demain'],
  ['un<br>deux', 'un\ndeux'],
  ['<table><tr><td>a</td> <td>b</td></tr></table>', 'a b'],
  ['&lt;img src=x onerror=x()&gt; &eacute;', '&lt;img src=x onerror=x()&gt; &eacute;'],
  ['1 < 2 > 0', '1 &lt; 2 &gt; 0'],
  ['a<script>x("<p>")</script>b<style>p{}</style>c<title>t</title>', 'a\nb\nc'],
  ['a<SCRIPT>x()', 'a'],
  ['a<!-- <img src=x> -->b', 'ab'],
  ['a<!-- x', 'a'],
  ['a<p title="b', 'a'],
  ['a<img src=x onerror="x(1>0)">b', 'a0)"&gt;b'],
  ['a<>b</>c', 'a&lt;&gt;b\nc'],
  ['a\ud800b', 'a\ufffdb'],
])('%s', (html, expected) => { expect(said(html)).toBe(expected) })

test('its words are cut at what a browser shows with ease', () => {
  expect(said('<'.repeat(2_000_000))).toHaveLength(limits.htmlAtOnce.characters)
})
