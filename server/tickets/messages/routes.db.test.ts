import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { served } from '../../testing/served.ts'
import type { MessageBytes } from '../bytes/ports.ts'

const RAW = Buffer.from('Subject: =?iso-8859-1?Q?=E9?=\r\n\r\n\xe9\xff\x00 raw', 'latin1')
const KEPT = 'a'.repeat(64)

const INVITATION = Buffer.from('BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:<b>Réunion</b>\nDTSTART:20261123T090000Z\nEND:VEVENT\nEND:VCALENDAR')
let picture: Buffer = Buffer.alloc(0)
const bytes: MessageBytes = {
  raw: sha256 => sha256 === KEPT ? Readable.from([RAW.subarray(0, 10), RAW.subarray(10)]) : Readable.from((async function* () { throw Object.assign(new Error('gone'), { code: 'ENOENT' }) })()),
  attachment: (sha256, part) => Promise.resolve(sha256 !== KEPT ? undefined : new Map([[2, Buffer.from('contents')], [3, picture], [4, INVITATION]]).get(part)),
  message: content => Promise.resolve(Buffer.from(content).toString() === 'contents' ? { from: { address: 'rene@example.org', name: 'René' }, to: [], subject: 'Avant', at: null, text: 'Bonjour', isCut: false } : undefined),
}

eachEngine('what a message is made of', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let [volunteer, staff] = ['', '']

  beforeAll(async () => {
    web = await served(open(), { bytes })
    volunteer = (await web.agent('volunteer')).cookie
    staff = (await web.agent('staff')).cookie
  })
  afterAll(() => web.stop())

  const message = async (values: Partial<{ html: string, raw_sha256: string }> = {}) => {
    const { id } = await given(open()).ticket()
    return (await given(open()).message({ ticket_id: id, ...values })).id
  }

  async function attachment(values: { filename?: string | null, content_type?: string, part?: number, content_id?: string } = {}) {
    const messageId = await message({ raw_sha256: KEPT })
    await open().transaction(db => db('attachments').insert({ message_id: messageId, part: 2, filename: 'devis.pdf', content_type: 'application/pdf', size: 8, sha256: 'b'.repeat(64), ...values }))
    const { id } = await open().reader('attachments').where({ message_id: messageId }).first<{ id: number }>('id')
    return `/api/messages/${messageId}/attachments/${id}`
  }

  test('its HTML is a page without scripts, framed by us alone', async () => {
    const id = await message({ html: '<p>Bonjour <b>Zoé</b></p>' })
    const response = await web.send(`/api/messages/${id}/html`, { cookie: volunteer })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^sandbox /)
    expect(policy).toContain('default-src \'none\'')
    expect(policy).toContain('frame-ancestors \'self\'')
    expect(policy).not.toContain('script')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect(await response.text()).toContain('<p>Bonjour <b>Zoé</b></p>')
  })

  test('its source is the bytes as they came, and runs nowhere', async () => {
    const id = await message({ raw_sha256: KEPT })
    const response = await web.send(`/api/messages/${id}/source`, { cookie: staff })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('inline')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(RAW)
  })

  test('a volunteer may not see it', async () => {
    const response = await web.send(`/api/messages/${await message({ raw_sha256: KEPT })}/source`, { cookie: volunteer })
    expect([response.status, await response.json()]).toEqual([403, expect.objectContaining({ code: 'forbidden' })])
  })

  test.each<[string, { filename?: string | null, content_type?: string }, string, string]>([
    ['a PDF', {}, 'application/pdf', 'attachment; filename=devis.pdf'],
    ['an accented name', { filename: 'été à Zoé.pdf' }, 'application/pdf', 'filename*=UTF-8\'\'%C3%A9t%C3%A9%20%C3%A0%20Zo%C3%A9.pdf'],
    ['a name beyond Latin', { filename: '領収書 €.pdf' }, 'application/pdf', 'filename*=UTF-8\'\'%E9%A0%98'],
    ['HTML', { filename: 'page.html', content_type: 'text/html' }, 'application/octet-stream', 'attachment; filename=page.html'],
    ['a picture that can hold scripts', { filename: 'a.svg', content_type: 'image/svg+xml' }, 'application/octet-stream', 'attachment'],
    ['a name that tries to leave its folder', { filename: '../../etc/passwd' }, 'application/pdf', 'filename=passwd'],
    ['a name with a line break and quotes', { filename: 'a"b\r\nSet-Cookie: x=y.pdf' }, 'application/pdf', 'attachment'],
    ['a name that is read backwards', { filename: 'facture\u202efdp.exe' }, 'application/pdf', 'filename=facturefdp.exe'],
    ['a name that Windows keeps for itself', { filename: 'nul.pdf' }, 'application/pdf', 'filename=_nul.pdf'],
    ['no name', { filename: null }, 'application/pdf', 'attachment; filename=attachment-'],
  ])('%s is handed out to be saved, never to be opened here', async (...[, values, type, disposition]) => {
    const response = await web.send(await attachment(values), { cookie: volunteer })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(response.headers.get('content-disposition')).toContain(disposition)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe('contents')
  })

  test.each<[string, Buffer, string | null]>([
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'image/png'],
    ['a page', Buffer.from('<html>'), null],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), null],
  ])('as a picture, %s is what its bytes are, whatever the message says', async (...[, content, type]) => {
    picture = content
    const response = await web.send(`${await attachment({ filename: 'a.png', content_type: 'text/html', part: 3 })}/picture`, { cookie: volunteer })
    expect([response.status, response.headers.get('content-type')]).toEqual(type === null ? [404, 'application/json; charset=utf-8'] : [200, type])
    if (type !== null) expect([response.headers.get('content-security-policy'), response.headers.get('x-content-type-options'), response.headers.get('cache-control')]).toEqual(['sandbox; default-src \'none\'', 'nosniff', 'private, max-age=3600'])
  })

  test('a picture inside the message is shown in its HTML', async () => {
    const path = await attachment({ filename: 'a.png', content_type: 'image/png', part: 3, content_id: 'logo@x' })
    const [, messageId = '', attachmentId = ''] = /messages\/(\d+)\/attachments\/(\d+)/.exec(path) ?? []
    await open().transaction(db => db('messages').where({ id: messageId }).update({ html: '<img src="cid:logo@x" /><img src="cid:other" />' }))
    const page = await (await web.send(`/api/messages/${messageId}/html`, { cookie: volunteer })).text()
    expect(page.match(/src="[^"]*"/g)).toEqual([`src="/api/messages/${messageId}/attachments/${attachmentId}/picture"`])
  })

  test('an attachment of another message is not found', async () => {
    const path = await attachment()
    const other = await message({ raw_sha256: KEPT })
    const response = await web.send(path.replace(/messages\/\d+/, `messages/${other}`), { cookie: volunteer })
    expect(response.status).toBe(404)
  })

  test('what is not there is said so', async () => {
    const bare = await message()
    const lost = await message({ raw_sha256: 'c'.repeat(64) })
    for (const path of [`${bare}/html`, `${bare}/source`, `${lost}/source`, `${bare}/attachments/1`, '0/html', 'x/html', `${bare}/attachments/x`, '999999999/html']) {
      const response = await web.send(`/api/messages/${path}`, { cookie: staff })
      expect([path, response.status, await response.json()]).toEqual([path, 404, expect.objectContaining({ code: 'not-found' })])
    }
    expect((await web.send(await attachment({ part: 7 }), { cookie: staff })).status).toBe(404)
  })

  test('what a calendar attachment asks is told in parts, and of any other there is nothing to tell', async () => {
    const invitation = await web.send(`${await attachment({ part: 4, content_type: 'text/calendar' })}/invitation`, { cookie: volunteer })
    expect([invitation.status, await invitation.json()]).toEqual([200, expect.objectContaining({ method: 'request', summary: '<b>Réunion</b>', starts: { written: '2026-11-23T09:00', at: Date.UTC(2026, 10, 23, 9), zone: 'UTC' } })])
    expect((await web.send(`${await attachment()}/invitation`, { cookie: volunteer })).status).toBe(404)
    expect((await web.send(`${await attachment({ part: 4 })}/invitation`)).status).toBe(401)
  })

  test('what an attached message says is told, and of any other there is nothing to tell', async () => {
    const inside = await web.send(`${await attachment({ content_type: 'message/rfc822' })}/message`, { cookie: volunteer })
    expect([inside.status, await inside.json()]).toEqual([200, expect.objectContaining({ from: { address: 'rene@example.org', name: 'René' }, subject: 'Avant', text: 'Bonjour' })])
    expect((await web.send(`${await attachment({ part: 4 })}/message`, { cookie: volunteer })).status).toBe(404)
    expect((await web.send(`${await attachment()}/message`)).status).toBe(401)
  })
})
