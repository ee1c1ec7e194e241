import { describe, expect, test } from 'vitest'
import { Refusal, RemoteFailure } from '../platform/errors.ts'
import { gandi } from './gandi.ts'
import { askingHere, type SimAsked, type SimReply } from './http.sim.ts'

const TOKEN = 'a-secret-token-of-a-member'
const CODE = 'The-Secret-Code'
const answering = (reply: (asked: SimAsked) => SimReply) => gandi({ ask: askingHere(reply), longestWaitMs: 0 })({ token: TOKEN })
const details = (more: Record<string, unknown> = {}): SimReply => ({ status: 200, body: { fqdn: 'assoc.org', ...more } })

describe('answers that no honest server gives', () => {
  test.each<[string, SimReply]>([
    ['a page', { status: 200, body: '<html>' }], ['nothing', { status: 200, body: '' }], ['null', { status: 200, body: null }], ['a list for a thing', { status: 200, body: [1] }], ['a thing for a list', { status: 200, body: { a: 1 } }],
    ['entries of another shape', { status: 200, body: [{ id: {}, login: 7 }] }], ['a redirect', { status: 302, headers: { location: 'https://evil.example/' } }], ['a teapot', { status: 418 }],
    ['its secrets', { status: 400, body: { message: `${TOKEN} ${CODE}`, errors: [{ name: CODE, description: TOKEN }] } }], ['its secrets, broken', { status: 503, body: { message: `${TOKEN} ${CODE}` } }], ['no hurry', { status: 429, headers: { 'retry-after': '86400' } }],
  ])('%s', async (_what, reply) => {
    const asks = answering(({ method }) => method === 'GET' && reply.status >= 400 ? details({ status: ['pendingTransfer'] }) : reply)
    const works = [asks.domain('assoc.org'), asks.records('assoc.org'), asks.mailboxes('assoc.org'), asks.acceptTransfer('assoc.org', CODE), asks.setMailboxPassword('assoc.org', 'x', CODE)]
    for (const work of works) {
      const error: unknown = await work.then(() => undefined, (reason: unknown) => reason)
      if (error === undefined) continue
      expect(error instanceof RemoteFailure || error instanceof Refusal, String(error)).toBe(true)
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(new RegExp(`${TOKEN}|${CODE}`))
    }
  })

  test('what is missing of a domain is not made up', async () => {
    expect(await answering(() => details()).domain('assoc.org')).toEqual({
      domain: 'assoc.org', statuses: [], canLock: true, services: [], nameServers: [], autorenew: false, registeredAt: null, endsAt: null, reachability: null, owner: null, code: undefined,
    })
    const strange = details({ status: 'all', services: {}, dates: { registry_created_at: 'never', authinfo_expires_at: 12 }, contacts: { owner: { given: 7, type: 'ghost' } }, authinfo: '' })
    expect(await answering(() => strange).domain('assoc.org')).toMatchObject({ statuses: [], services: [], registeredAt: null, owner: { kind: 'person', firstName: '', lastName: '' }, code: null })
  })

  test('an entry that cannot be read is a failure: nothing is lost in silence', async () => {
    const boxes = [{ id: '1', login: 'a', domain: 'assoc.org' }, { login: 'lost' }]
    await expect(answering(() => ({ status: 200, body: boxes })).mailboxes('assoc.org')).rejects.toThrow(RemoteFailure)
  })

  test('a list that has no end is given up, one that knows no pages is read once', async () => {
    const hundred = (page: number) => Array.from({ length: 100 }, (_one, index) => ({ source: `a${page}-${index}`, destinations: [] }))
    await expect(answering(({ query }) => ({ status: 200, body: hundred(Number(query.get('page'))) })).forwards('assoc.org')).rejects.toMatchObject({ retry: false })
    expect(await answering(() => ({ status: 200, body: hundred(1) })).forwards('assoc.org')).toHaveLength(100)
    expect(await answering(() => ({ status: 200, body: [...hundred(1), ...hundred(2)] })).forwards('assoc.org')).toHaveLength(200)
  })

  test('a name with strange letters stays in its place of the address', async () => {
    const paths: string[] = []
    await answering(({ path }) => { paths.push(path); return { status: 404 } }).domain('../../organization')
    expect(paths).toEqual(['/v5/domain/domains/..%2F..%2Forganization'])
  })
})
