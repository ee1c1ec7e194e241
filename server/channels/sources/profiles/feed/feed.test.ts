import { expect, test } from 'vitest'
import { forumSource } from '../../../../testing/posts.ts'
import { feed } from './feed.ts'

const read = (document: string) => feed.published?.read(document, forumSource({ profile: 'feed', url: 'https://blog.coop.example/feed.xml', account: 'Support' })) ?? []

const ATOM = `<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet href="x.xsl"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><!-- <a:entry> -->
<a:title>Le blog</a:title>
<a:entry><a:id>urn:2</a:id><a:title type="html">R&amp;#233;ponse</a:title><a:link rel="self" href="https://x.example"/><a:link href="https://blog.coop.example/t/panne/12/3"/><a:author><a:name>support</a:name></a:author>
<a:published>2026-11-20T10:00:00Z</a:published><a:updated>2026-11-20T11:00:00Z</a:updated><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un &lt;b&gt; &amp; deux</p><p>Fin</p></div></a:content><thr:in-reply-to ref="urn:1"/></a:entry>
<a:entry><a:id>urn:1</a:id><a:title>Panne</a:title><a:author><a:name>Zoé</a:name></a:author><a:category term="ftp" label="FTP"/><a:updated>2026-11-20T09:00:00+01:00</a:updated><a:content>Tout &#x2019;simple &nbsp;</a:content></a:entry>
</a:feed>`

test('Atom, in its order of time, with what answers what', () => {
  const [one, other] = read(ATOM)
  expect(one).toMatchObject({ changedAt: Date.UTC(2026, 10, 20, 8), post: { title: 'Panne', category: 'FTP', author: { name: 'Zoé', handle: 'Zoé' }, text: 'Tout ’simple &nbsp;', html: null, threadKey: null, references: [], isOwn: false } })
  expect(other).toMatchObject({ post: { title: 'R&#233;ponse', threadKey: 'topic/12', postUrl: 'https://blog.coop.example/t/panne/12/3', text: 'Un <b> & deux\nFin', isOwn: true, references: [one?.post.messageId] } })
  expect(other?.post.html).toBe('<div><p>Un &lt;b&gt; &amp; deux</p><p>Fin</p></div>')
})

test('RSS, with the modules that everybody writes', () => {
  const [one] = read(`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title><item>
    <title>Panne &amp; co</title><link>https://f.example/viewtopic.php?f=2&amp;t=7#p9</link><guid isPermaLink="false">9</guid><dc:creator><![CDATA[Zoé <z>]]></dc:creator><pubDate>Fri, 20 Nov 2026 10:11:12 GMT</pubDate>
    <description>court</description><content:encoded><![CDATA[<p>Le FTP<br>ne répond plus.</p><script>alert(1)</script>]]></content:encoded></item></channel></rss>`)
  expect(one).toMatchObject({ post: { title: 'Panne & co', threadKey: 'topic/7', author: { name: 'Zoé <z>' }, at: Date.UTC(2026, 10, 20, 10, 11, 12), text: 'Le FTP\nne répond plus.' } })
  expect(one?.version).not.toBe(read(`<rss version="2.0"><channel><item><guid>9</guid><title>Autre</title></item></channel></rss>`)[0]?.version)
})

test.each([
  ['a page', '<!DOCTYPE html><html></html>', /document type/],
  ['entities of its own', '<!DOCTYPE a [<!ENTITY b "c">]><rss>&b;</rss>', /document type/],
  ['another document', '<html><body/></html>', /neither Atom nor RSS/],
  ['half a feed', '<rss><channel><item>', /ends in the middle/],
  ['elements in disorder', '<rss><channel></rss></channel>', /not closed in order/],
  ['a tag that is none', '<rss><a b=c></a></rss>', /not well written/],
  ['nothing', '', /ends in the middle/],
  ['a comment without end', '<rss><!-- ', /ends in the middle/],
  ['more after its end', '</rss>', /not closed in order/],
  ['depth without end', '<a>'.repeat(10_000), /larger or deeper/],
  ['elements without end', `<rss>${'<a/>'.repeat(200_000)}</rss>`, /larger or deeper/],
])('%s is refused in a sentence', (_what, document, words) => {
  expect(() => read(document)).toThrow(words)
})

// What grew with the square of its length would not end within the patience of a test.
test.each([
  ['attributes', `<rss ${'a="b" '.repeat(200_000)}`, 'throws'],
  ['entities', `<rss>${'&'.repeat(500_000)}</rss>`, 'reads'],
  ['a description', `<rss><channel><item><guid>1</guid><description>${'&lt;script'.repeat(100_000)}${' '.repeat(300_000)}</description></item></channel></rss>`, 'reads'],
])('hostile length costs no more than its length: %s', (_what, document, ends) => {
  if (ends === 'throws') expect(() => read(document)).toThrow('not well written')
  else expect(read(document).length).toBeLessThan(2)
})
