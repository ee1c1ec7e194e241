import { afterAll, beforeAll, expect, test } from 'vitest'
import { newToken, hashPassword } from './platform/secrets.ts'
import { codeAt } from './platform/one-time-codes.ts'
import { sha256 } from './platform/signing.ts'
import { deskOn } from './testing/desk.ts'
import { eachEngine } from './testing/databases.ts'
import { given } from './testing/given.ts'
import { allRoutes } from './testing/routes.ts'
import { served, testSecrets } from './testing/served.ts'

const PASSWORD = 'un mot de passe assez long'
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

/** What changes something and is in the audit log nevertheless not: whoever adds a line says why nobody would look for it there. */
const NO_DEED: Record<string, string> = {
  'post /messages/:id/redactions/preview': 'it only counts: the words must not stand in an address',
  'post /intakes/:id/redactions/preview': 'it only counts: the words must not stand in an address',
  'post /outbox/failing': 'it only looks: addresses of people must not stand in an address',
  'put /tickets/:id/drafts/:kind': 'nothing is said until it is sent',
  'post /sources/test': 'nothing of the message is kept',
  'post /uploads': 'a file belongs to a draft until it is sent',
  'delete /uploads/:id': 'a file belongs to a draft until it is sent',
  'post /workflows/yaml/check': 'it only looks: a text is too long for an address',
  'post /zones/plan': 'it only looks: a zone is too long for an address',
  'put /workflows/:name/draft': 'nothing changes until it is published',
  'delete /workflows/:name/draft': 'nothing changes until it is published',
  'put /tickets/:id/presence': 'who looks at what is nobody\'s record',
  'delete /tickets/:id/presence': 'who looks at what is nobody\'s record',
}

/** What needs bytes that are kept and a reader of messages: its own test looks for the line. */
const ELSEWHERE = {
  'post /runs/batch': 'server/workflows/board/routes.db.test.ts',
  'post /surveys': 'server/dns/survey/routes.db.test.ts',
  ...Object.fromEntries(['retry', ':id/retry', ':id/ticket', ':id/attach'].map(path => [`post /intakes/${path}`, 'server/channels/intakes/routes.db.test.ts'])),
  ...Object.fromEntries(['', '/:id/fill', '/:id/tick', '/:id/agree', '/:id/decline', '/:id/retry', '/:id/skip', '/:id/undo', '/:id/cancel', '/:id/hand-over', '/:id/leap', '/:id/secrets/:secretId'].map(path => [`post /runs${path}`, 'server/workflows/runs/routes.db.test.ts'])),
  'post /runs/:id/hand-overs': 'server/portal/secrets/routes.db.test.ts',
  ...Object.fromEntries(['tickets/:id/hosting/codes', 'tickets/:id/hosting/codes/check', 'tickets/:id/hosting/proofs', 'hosting/claims/:id/revoke'].map(path => [`post /${path}`, 'server/provisioners/panel/routes.db.test.ts'])),
  'post /messages/:id/redactions': 'server/channels/redaction/routes.db.test.ts',
  'post /intakes/:id/redactions': 'server/channels/redaction/intake.db.test.ts',
}

const routes = allRoutes().filter(({ method, name }) => method !== 'get' && !(name in NO_DEED) && !(name in ELSEWHERE))

eachEngine('whatever changes something is in the audit log', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let boss = { id: 0, email: '', cookie: '' }
  let passwordHash: string
  beforeAll(async () => {
    passwordHash = await hashPassword(PASSWORD)
    web = await served(open(), { mailOut: { servers: 1, mode: 'send' } })
    desk = deskOn(web, open())
    boss = await somebody('administrator')
    await desk.mailbox()
  })
  afterAll(() => web.stop())

  async function somebody(role = 'staff') {
    const agent = await web.agent(role)
    await open().transaction(db => db('agents').where({ id: agent.id }).update({ password_hash: passwordHash }))
    return agent
  }
  async function withFactor(isConfirmed = true) {
    const agent = await somebody()
    await open().transaction(db => db('second_factors').insert({ agent_id: agent.id, secret_sealed: testSecrets.seal(SECRET), created_at: 0, confirmed_at: isConfirmed ? 1 : null }))
    return agent
  }
  async function link(table: 'invitations' | 'password_resets') {
    const [agent, token] = [await somebody(), newToken()]
    await open().transaction(db => db(table).insert({ token_hash: sha256(token), agent_id: agent.id, expires_at: Date.now() + 60_000 }))
    return token
  }
  async function half() {
    const agent = await withFactor()
    const response = await web.send('/api/session', { body: { email: agent.email, password: PASSWORD } })
    return response.headers.get('set-cookie')?.split(';')[0] ?? ''
  }
  async function setAside() {
    const { id } = await given(open()).ticket()
    await open().transaction(db => db('intakes').insert({ id, source: 'smtp', size: 1, state: 'quarantined', reason: 'timeout', created_at: 1 }))
    return id
  }
  async function role() {
    const name = `Rôle ${newToken().slice(0, 8)}`
    await open().transaction(db => db('roles').insert({ name, permissions: '[]', second_factor: false, created_at: 0 }))
    return encodeURIComponent(name)
  }
  const on = async (path: string, body: unknown = {}) => ({ path: path.replace(':id', String((await desk.ticket()).id)), body })
  const to = [{ address: 'claire@pieds.example', name: 'Claire' }]
  const taken = async () => {
    const { id } = await desk.ticket()
    await desk.ask(`/tickets/${id}/take`, { cookie: boss.cookie, body: {} })
    return id
  }
  async function replied(parts = {}) {
    const { id } = await desk.ticket()
    const { messageId } = await desk.ask<{ messageId: number }>(`/tickets/${id}/replies`, { cookie: boss.cookie, status: 201, body: { text: 'Bonjour', to, seenVersion: 1, ...parts } })
    return { id, messageId }
  }
  /** An answer that somebody is to carry to a forum by hand. */
  async function carried() {
    const source = await given(open()).source({ kind: 'forum', answers_by: 'hand', url: 'https://forum.coop.example' })
    const { id } = await desk.ticket()
    await open().transaction(db => db('discussions').insert({ id: source.id, source_id: source.id, ticket_id: id, title: 'Panne', created_at: 1 }))
    const { messageId } = await desk.ask<{ messageId: number }>(`/tickets/${id}/replies`, { cookie: boss.cookie, status: 201, body: { text: 'Bonjour', discussionId: source.id, seenVersion: 1 } })
    return messageId
  }
  /** A mail of the outbox in some state. */
  async function mail(values: Record<string, unknown>) {
    const { id } = await replied()
    const [found] = await desk.mails(id)
    await open().transaction(db => db('outbox').where({ id: found?.id ?? 0 }).update(values))
    return found?.id ?? 0
  }
  async function merged() {
    const [from, into] = [await desk.ticket(), await desk.ticket()]
    await desk.ask(`/tickets/${from.id}/merge`, { cookie: boss.cookie, body: { intoId: into.id } })
    return (await open().reader('merges').orderBy('id', 'desc').first<{ id: number }>('id')).id
  }
  async function parted() {
    const { id, firstMessageId } = await desk.ticket()
    await given(open()).message({ ticket_id: id })
    await desk.ask(`/tickets/${id}/split`, { cookie: boss.cookie, status: 201, body: { messageIds: [firstMessageId], subject: 'Autre chose' } })
    return (await open().reader('splits').orderBy('id', 'desc').first<{ id: number }>('id')).id
  }
  async function proven() {
    const { id } = await given(open()).ticket()
    return (await given(open()).message({ ticket_id: id, from_address: `${newToken().slice(0, 8)}@pieds.example`, html: '<p><img data-src="https://x.example/a.png" /></p>' })).id
  }
  async function stranger() {
    const { id } = await desk.ticket()
    await open().transaction(db => db('participants').insert({ ticket_id: id, kind: 'address', address: 'tom@elsewhere.example', name: 'Tom', pending: true }))
    return id
  }

  /** A workflow that was published twice, the second time by an administrator; with more, the draft of a third. */
  async function workflow(more?: 'draft') {
    const name = `flow-${newToken().slice(0, 8).toLowerCase().replaceAll(/[^a-z0-9]/g, 'x')}`
    const words = { fr: 'Essai', en: 'Trial' }
    const draft = (title: string) => ({ draft: { title: words, steps: [{ title: { fr: title, en: title } }] }, seenAt: null })
    const save = (title: string) => desk.ask<{ savedAt: number }>(`/workflows/${name}/draft`, { cookie: boss.cookie, method: 'PUT', body: draft(title) })
    for (const title of ['Un', 'Deux']) await desk.ask(`/workflows/${name}/publish`, { cookie: boss.cookie, body: { seenAt: (await save(title)).savedAt } })
    return { path: `/workflows/${name}`, seenAt: more ? (await save('Trois')).savedAt : null }
  }

  async function trigger() {
    const name = (await workflow()).path.split('/').pop()
    return (await desk.ask<{ trigger: { id: number } }>('/workflow-triggers', { cookie: boss.cookie, status: 201, body: { workflow: name, conditions: { channel: 'form' } } })).trigger.id
  }

  type Asked = { path?: string, body?: unknown, cookie?: string }
  /** How each route is asked for so that it does something; as an administrator unless said otherwise. */
  const asks: Record<string, () => Asked | Promise<Asked>> = {
    'post /session': async () => ({ cookie: '', body: { email: (await somebody()).email, password: PASSWORD } }),
    'post /session/code': async () => ({ cookie: await half(), body: { code: codeAt(SECRET, new Date()) } }),
    'delete /session': async () => ({ cookie: (await somebody()).cookie }),
    'post /invitations/accept': async () => ({ body: { token: await link('invitations'), password: PASSWORD } }),
    'post /password-resets': async () => ({ body: { email: (await somebody()).email } }),
    'post /password-resets/accept': async () => ({ body: { token: await link('password_resets'), password: PASSWORD } }),
    'post /account/profile': () => ({ body: { name: 'Zita', locale: 'fr' } }),
    'post /account/password': async () => ({ cookie: (await somebody()).cookie, body: { current: PASSWORD, password: PASSWORD } }),
    'delete /account/sessions/:key': async () => {
      const { cookie } = await somebody()
      return { cookie, path: `/account/sessions/${sha256(cookie.split('=')[1] ?? '').slice(0, 16)}` }
    },
    'post /account/sessions/end-others': () => ({ body: {} }),
    'post /account/second-factor': async () => ({ cookie: (await somebody()).cookie, body: { password: PASSWORD } }),
    'post /account/second-factor/confirm': async () => ({ cookie: (await withFactor(false)).cookie, body: { code: codeAt(SECRET, new Date()) } }),
    'post /account/second-factor/recovery-codes': async () => ({ cookie: (await withFactor()).cookie, body: { password: PASSWORD } }),
    'post /account/second-factor/remove': async () => ({ cookie: (await withFactor()).cookie, body: { password: PASSWORD } }),
    'post /roles': () => ({ body: { name: `Neuf ${newToken().slice(0, 8)}`, permissions: [], secondFactor: false } }),
    'post /roles/:name': async () => ({ path: `/roles/${await role()}`, body: { permissions: ['tickets:read'], secondFactor: false } }),
    'delete /roles/:name': async () => ({ path: `/roles/${await role()}` }),
    'post /team': () => ({ body: { email: `${newToken().slice(0, 8)}@coop.example`.toLowerCase(), name: 'Neuve', role: 'staff' } }),
    'post /team/:id': async () => ({ path: `/team/${(await somebody()).id}`, body: { name: 'X', role: 'volunteer', active: true } }),
    'post /team/:id/invitation': async () => ({ path: `/team/${(await somebody()).id}/invitation`, body: {} }),
    'post /team/:id/end-sessions': async () => ({ path: `/team/${(await somebody()).id}/end-sessions`, body: {} }),
    'post /team/:id/remove-second-factor': async () => ({ path: `/team/${(await withFactor()).id}/remove-second-factor`, body: {} }),
    'post /tickets/:id/take': () => on('/tickets/:id/take'),
    'post /tickets/:id/hand-back': async () => ({ path: `/tickets/${await taken()}/hand-back`, body: {} }),
    'post /tickets/:id/notes': () => on('/tickets/:id/notes', { text: 'Note' }),
    'post /tickets/:id/status': () => on('/tickets/:id/status', { status: 'solved' }),
    'post /tickets/:id/replies': () => on('/tickets/:id/replies', { text: 'Bonjour', to, seenVersion: 1 }),
    'post /tickets/:id/questions': () => on('/tickets/:id/questions', { text: 'Bonjour', subject: 'Une question', to: [{ address: 'noc@hosting.example', name: '' }] }),
    'post /messages/:id/undo': async () => ({ path: `/messages/${(await replied()).messageId}/undo`, body: {} }),
    'post /messages/:id/send-now': async () => ({ path: `/messages/${(await replied({ sendAt: Date.now() + 3_600_000 })).messageId}/send-now`, body: {} }),
    'post /messages/:id/published': async () => ({ path: `/messages/${await carried()}/published`, body: {} }),
    'post /tickets': () => ({ body: { requester: { address: 'zoe@asso.example', name: 'Zoé' }, subject: 'Au téléphone', kind: 'note', text: 'Elle a appelé' } }),
    'post /tickets/:id/participants': async () => ({ path: `/tickets/${await stranger()}/participants`, body: { address: 'tom@elsewhere.example', accepted: true } }),
    'post /tickets/:id/address-works': async () => {
      const address = `${newToken().slice(0, 8).toLowerCase()}@pieds.example`
      await open().transaction(db => db('failing_addresses').insert({ key: sha256(address).slice(0, 32), address, words: '550 5.1.1', at: 1 }))
      return on('/tickets/:id/address-works', { address })
    },
    'post /tickets/:id/requester': () => on('/tickets/:id/requester', { address: 'autre@asso.example', name: 'Autre' }),
    'post /tickets/:id/merge': async () => on('/tickets/:id/merge', { intoId: (await desk.ticket()).id }),
    'post /merges/:id/undo': async () => ({ path: `/merges/${await merged()}/undo`, body: {} }),
    'post /tickets/:id/split': async () => {
      const { id, firstMessageId } = await desk.ticket()
      await given(open()).message({ ticket_id: id })
      return { path: `/tickets/${id}/split`, body: { messageIds: [firstMessageId], subject: 'Autre chose' } }
    },
    'post /splits/:id/undo': async () => ({ path: `/splits/${await parted()}/undo`, body: {} }),
    'post /tickets/:id/not-double': async () => on('/tickets/:id/not-double', { otherId: (await desk.ticket()).id }),
    'post /messages/:id/pictures/sender': async () => ({ path: `/messages/${await proven()}/pictures/sender` }),
    'delete /messages/:id/pictures/sender': async () => {
      const path = `/messages/${await proven()}/pictures/sender`
      await web.send(`/api${path}`, { cookie: boss.cookie, method: 'POST' })
      return { path }
    },
    'post /intakes/refusals/dismiss': async () => {
      const id = await setAside()
      await open().transaction(db => db('intakes').where({ id }).update({ state: 'refused', reason: 'same-words' }))
      return { body: { reason: 'same-words', address: null, why: 'Vu' } }
    },
    'post /intakes/:id/dismiss': async () => ({ path: `/intakes/${await setAside()}/dismiss`, body: { why: 'Rien à faire' } }),
    'post /mailboxes/:id/check': async () => ({ path: `/mailboxes/${(await given(open()).mailbox()).id}/check`, body: {} }),
    'post /mailboxes': () => ({ body: { url: `smtp:${newToken().slice(0, 8).toLowerCase()}@coop.example` } }),
    'post /sources': () => ({ body: { name: newToken().slice(0, 8), profile: 'sympa', address: 'entraide@lists.coop.example', answersBy: 'mail' } }),
    'put /sources/:id': async () => ({ path: `/sources/${(await given(open()).source()).id}`, body: { name: newToken().slice(0, 8), profile: 'sympa', address: 'entraide@lists.coop.example', answersBy: 'mail' } }),
    'post /sources/:id/identities': async () => ({ path: `/sources/${(await given(open()).source({ kind: 'forum' })).id}/identities`, body: { handle: 'camille', address: 'camille@free.example' } }),
    'delete /sources/:id/identities/:handle': async () => {
      const { id } = await given(open()).source({ kind: 'forum' })
      await desk.ask(`/sources/${id}/identities`, { cookie: boss.cookie, body: { handle: 'camille', address: 'camille@free.example' } })
      return { path: `/sources/${id}/identities/camille` }
    },
    'put /mailboxes/:id': async () => ({ path: `/mailboxes/${(await given(open()).mailbox()).id}`, body: { signature: 'À bientôt' } }),
    'post /mail-templates/:locale/:name/test': () => ({ path: '/mail-templates/fr/password-reset/test', body: {} }),
    'post /workflows/yaml': () => ({ body: { yaml: `workflow: texte-${newToken().slice(0, 6).toLowerCase().replaceAll(/[^a-z]/g, 'x')}\ntitle: {fr: T, en: T}\nsteps:\n  - {kind: task, id: a, title: {fr: A, en: A}}\n` } }),
    'post /workflows/:name/publish': async () => {
      const { path, seenAt } = await workflow('draft')
      return { path: `${path}/publish`, body: { seenAt } }
    },
    'post /workflows/:name/roll-back': async () => ({ path: `${(await workflow()).path}/roll-back`, body: { number: 1 } }),
    'post /workflows/:name/retire': async () => ({ path: `${(await workflow()).path}/retire`, body: {} }),
    'post /workflows/:name/restore': async () => {
      const { path } = await workflow()
      await desk.ask(`${path}/retire`, { cookie: boss.cookie, body: {} })
      return { path: `${path}/restore`, body: {} }
    },
    'post /workflow-triggers': async () => ({ body: { workflow: (await workflow()).path.split('/').pop(), conditions: { words: ['transfert'] } } }),
    'patch /workflow-triggers/:id': async () => ({ path: `/workflow-triggers/${await trigger()}`, body: { active: false } }),
    'delete /workflow-triggers/:id': async () => ({ path: `/workflow-triggers/${await trigger()}` }),
    'post /runs/bulk': async () => ({ body: { workflow: (await workflow()).path.split('/').pop(), csv: 'email\nzoe@asso.example', batch: crypto.randomUUID(), start: true } }),
    'post /outbox/release-all': () => ({ body: { hold: 'trial' } }),
    'post /outbox/:id/release': async () => ({ path: `/outbox/${await mail({ hold: 'trial', held_until: null })}/release`, body: {} }),
    'post /outbox/:id/resend': async () => ({ path: `/outbox/${await mail({ state: 'failed', hold: null, held_until: null })}/resend`, body: {} }),
    'post /outbox/:id/discard': async () => ({ path: `/outbox/${await mail({ state: 'failed', hold: null, held_until: null })}/discard`, body: {} }),
  }

  const lines = async () => Number((await open().reader('audit').count<{ lines: number }[]>({ lines: '*' }))[0]?.lines ?? 0)

  test.each(routes)('$name', async ({ name, method, path }) => {
    const ask = asks[name]
    if (!ask) throw new Error(`Say in \`asks\` how ${name} is asked for, or in NO_DEED why it leaves nothing in the audit log`)
    const asked = await ask()
    const before = await lines()
    const response = await web.send(`/api${asked.path ?? path}`, { method: method.toUpperCase(), cookie: asked.cookie ?? boss.cookie, ...(asked.body === undefined ? {} : { body: asked.body }) })
    expect(response.ok, `${name} answered ${response.status} ${await response.text()}`).toBe(true)
    expect(await lines(), `${name} left nothing in the audit log`).toBeGreaterThan(before)
  })

  test('no line about a route that is gone is left over', () => {
    const names = allRoutes().map(({ name }) => name)
    expect([...Object.keys(asks), ...Object.keys(NO_DEED), ...Object.keys(ELSEWHERE)].filter(name => !names.includes(name))).toEqual([])
  })
})
