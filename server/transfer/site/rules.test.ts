import { expect, test } from 'vitest'
import { lookAtSite } from './actions/look.ts'
import { certified } from './certified.ts'
import { judged } from './judging.ts'
import { sitePlan, targetOf } from './plan.ts'
import type { SitePage } from './ports.ts'
import { wordsOf } from './words.ts'

const page = (text: string, status = 200): SitePage => ({ status, location: null, text, certificate: null })

test.each([
  ['fine', page('<!doctype html><title>Pieds au sec – Accueil</title><h1>Bienvenue')],
  ['fine', page('<title>Notre index of /recettes</title>')],
  ['fine', page('<body><img src=affiche.png></body>')],
  ['fine', page('<title>Blog</title><p>Comment régler « Fatal error: Uncaught » dans PHP')],
  ['empty', page('  \n')],
  ['empty', page('<html><head><title></title></head><body></body></html>')],
  ['listing', page('<title>Index of /</title><h1>Index of /</h1><a href="a">a</a>')],
  ['standard', page('<html><body><h1>It works!</h1></body></html>')],
  ['standard', page('<title>Apache2 Debian Default Page: It works</title>')],
  ['standard', page('<title>Site Maintenance</title><h1>Website currently offline</h1>')],
  ['install', page('<title>WordPress › Installation</title>')],
  ['install', page('<title>Nuage</title><p>Créer un compte administrateur')],
  ['database', page('<h1>Error establishing a database connection</h1>', 500)],
  ['database', page('<p>Erreur lors de la connexion à la base de données</p>')],
  ['database', page('Attention : un problème technique (serveur SQL) empêche l’accès à cette partie du site.')],
  ['broken', page('<b>Fatal error</b>: require(): Failed opening x.php in /var/www/index.php on line 12')],
  ['broken', page('<title>Erreur</title>Il y a eu une erreur critique sur ce site.', 500)],
  ['broken', page('', 502)],
  ['source', page('<?php\nrequire "wp-blog-header.php";')],
  ['locked', page('', 401)], ['forbidden', page('<title>403 Forbidden</title>', 403)], ['absent', page('', 404)], ['maintenance', page('Bientôt', 503)], ['refused', page('', 421)],
] as const)('%s: %o', (why, seen) => {
  const said = judged(seen)
  expect([said.why, said.fr === '', said.en === '']).toEqual([why, false, false])
})

test.each([
  ['<title> L&rsquo;amap\n &amp; nous </title><p>Le&nbsp;panier <b>du</b> mardi', 'L’amap & nous', 'Le panier du mardi'],
  ['<TITLE lang=fr>Été</TITLE><style>p{}</style><script>if (a < b) "<p>caché"</script><!-- rien <p> --><p>vu', 'Été', 'vu'],
  ['<title>a\u202Eb\u0000c</title>', 'a b c', ''],
  ['<title>jamais fini <p>texte', '', ''],
  ['&#x1F33B;&#xFFFFFFFF;&unknown;', '', '🌻&#xFFFFFFFF;&unknown;'],
])('%j reads “%s”, “%s”', (html, title, opening) => {
  expect(wordsOf(html)).toMatchObject({ title, opening })
})

test.each([['<'.repeat(300_000)], ['<script'.repeat(40_000)], ['<!--'.repeat(70_000)], ['<title'.repeat(50_000)], ['&#'.repeat(150_000)], ['fatal error '.repeat(25_000)]])('a page that is made to take long is read and judged', (html) => {
  expect(judged(page(html)).opening.length).toBeLessThanOrEqual(200)
})

const answering = (pages: Readonly<Record<string, string | SitePage>>) => ({ url, at }: { url: string, at: string }) => {
  const found = pages[`${at} ${url}`] ?? pages[url]
  return Promise.resolve(found === undefined ? { failure: 'nothing answers there' } : typeof found === 'string' ? { status: 301, location: found, text: '', certificate: null } : found)
}
const HOME = page('<title>Accueil</title>')

test.each<[string, Parameters<typeof answering>[0], string | null, string]>([
  ['its own page, over its www and https', { 'http://amap.example/': 'http://www.amap.example/', 'http://www.amap.example/': 'https://www.amap.example/', 'https://www.amap.example/': HOME }, null, 'fine'],
  ['a path of its own', { 'http://amap.example/': '/fr/', 'http://amap.example/fr/': HOME }, null, 'fine'],
  ['nothing at all', {}, null, 'silent'],
  ['nothing at its second address', { 'http://amap.example/': HOME, '2001:db8::1 http://amap.example/': page('', 404) }, null, 'absent'],
  ['an installation', { 'http://amap.example/': '/wp-admin/install.php' }, null, 'install'],
  ['an installation of SPIP', { 'http://amap.example/': 'http://www.amap.example/ecrire/?exec=install' }, null, 'install'],
  ['another site', { 'http://amap.example/': 'https://amap.wordpress.example/' }, null, 'elsewhere'],
  ['a site that only ends like it', { 'http://amap.example/': 'http://notre-amap.example/' }, null, 'elsewhere'],
  ['another port of ours', { 'http://amap.example/': 'http://amap.example:8080/' }, null, 'elsewhere'],
  ['no address', { 'http://amap.example/': 'javascript:alert(1)' }, null, 'elsewhere'],
  ['itself', { 'http://amap.example/': '/' }, null, 'circle'],
  ['the place that it should lead to', { 'http://amap.example/': 'https://www.union.example/amap/' }, 'https://union.example/amap', 'fine'],
  ['another place than it should', { 'http://amap.example/': 'https://union.example/' }, 'https://union.example/amap', 'unredirected'],
  ['a page where a redirection was asked for', { 'http://amap.example/': HOME }, 'https://union.example/amap', 'unredirected'],
])('a domain that shows %s', async (...[, pages, redirect, why]) => {
  const seen = await lookAtSite(answering(pages), { domain: 'amap.example', addresses: ['192.0.2.80', '2001:db8::1'], redirect, signal: AbortSignal.timeout(1000) })
  expect(seen.why).toBe(why)
})

test.each([
  ['wordpress', { comes: true, copied: true, database: true, redirect: null }], ['pages', { comes: true, copied: true, database: false }],
  ['redirection', { comes: true, copied: false, database: false, redirect: 'https://union.example/' }], ['stays', { comes: false, copied: false, redirect: null }],
] as const)('%s', (kind, plan) => {
  expect(sitePlan(kind, 'https://union.example/')).toMatchObject(plan)
})

test.each([['https://union.example/a?b', 'https://union.example/a?b'], ['javascript:alert(1)', undefined], ['https://a:b@union.example/', undefined], ['intranet', undefined], ['http://localhost/', undefined], ['https://www.amap.example/', undefined]])('a name may lead to %s: %s', (written, target) => {
  expect(targetOf(written, 'amap.example')).toBe(target)
})

const shown = (doubt: string, status = 200): SitePage => ({ ...page('', status), certificate: { trusted: doubt === '', doubt, expires: 0, issuer: 'x', names: [] } })

test.each([
  ['est là.', [shown('')]], ['ne répond pas par lui', [shown('', 502)]], ['provisoire', [shown(''), shown('DEPTH_ZERO_SELF_SIGNED_CERT')]], ['provisoire', [shown('ERR_TLS_CERT_ALTNAME_INVALID')]],
  ['expiré', [shown('CERT_HAS_EXPIRED')]], ['pas confiance', [shown('UNABLE_TO_VERIFY_LEAF_SIGNATURE')]], ['en https', [shown(''), { failure: 'x' }]], ['en https', [page('')]], ['en https', []],
])('a certificate: %s', (said, pages) => {
  expect(certified(pages)).toMatchObject({ passed: said === 'est là.', fr: expect.stringContaining(said) as unknown })
})
