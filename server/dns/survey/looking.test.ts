import { expect, test } from 'vitest'
import type { WebLook } from '../looks.ts'
import { findWeb } from './actions/web.ts'
import { nextPage, seenOf } from './looking.ts'

const look = (more: Partial<WebLook> = {}): WebLook => ({ url: 'https://assoc.fr/', address: '192.0.2.1', status: 200, location: null, certificate: null, failure: null, ...more })

test.each<[Partial<WebLook>, string | undefined]>([
  [{ status: 301, location: '/fr/' }, 'https://assoc.fr/fr/'], [{ status: 302, location: 'http://other.example' }, 'http://other.example/'], [{ status: 200, location: '/fr/' }, undefined],
  [{ status: 301 }, undefined], [{ status: 301, location: 'mailto:a@b.fr' }, undefined], [{ status: 301, location: 'https://[' }, undefined], [{ status: null, location: '/x' }, undefined],
])('%j leads to %j', (more, next) => expect(nextPage(look(more))).toBe(next))

test.each<[Partial<WebLook>, string]>([
  [{}, '200'], [{ status: 301, location: '/fr/' }, '301 /fr/'], [{ status: null, failure: 'nothing answers there', address: null }, 'nothing answers there'], [{ status: null }, '-'],
  [{ certificate: { trusted: true, names: ['assoc.fr', 'www.assoc.fr'], issuer: 'LE', expiresAt: 0 } }, '200, certificate of LE for assoc.fr www.assoc.fr until 1970-01-01'],
  [{ certificate: { trusted: false, names: [], issuer: '', expiresAt: 0 } }, '200, untrusted certificate of ? for ? until 1970-01-01'],
])('%j is shown as %j', (more, answered) => expect(seenOf(look(more), 1)).toEqual({ asked: 'https://assoc.fr/', of: more.address === null ? 'assoc.fr' : '192.0.2.1', answered, at: 1 }))

const clock = () => new Date(0)

test('each page is looked at once, and five hops are enough', async () => {
  const asked: string[] = []
  const part = await findWeb({ clock, look: ({ url }) => {
    asked.push(url)
    const count = Number(URL.parse(url)?.searchParams.get('n') ?? 0)
    return Promise.resolve(look({ url, status: 301, location: url.startsWith('http:') ? 'https://assoc.fr/' : `https://assoc.fr/?n=${count + 1}` }))
  } }, 'assoc.fr')
  expect(new Set(asked).size).toBe(asked.length)
  expect([...asked].sort()).toEqual(['http://assoc.fr/', 'http://www.assoc.fr/', 'https://assoc.fr/', ...[1, 2, 3, 4, 5].map(n => `https://assoc.fr/?n=${n}`), 'https://www.assoc.fr/'])
  expect(part).toMatchObject({ failure: null, facts: { looks: expect.any(Array) as unknown } })
  expect(part.seen).toHaveLength(asked.length)
})

test('whoever says stop is not waited for by the next hop', async () => {
  const stop = new AbortController()
  const part = await findWeb({ clock, look: ({ url }) => {
    stop.abort()
    return Promise.resolve(look({ url, status: 301, location: '/x' }))
  } }, 'assoc.fr', stop.signal)
  expect(part.facts?.looks).toHaveLength(1)
})
