import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { served } from '../../testing/served.ts'
import type { Fetched } from './fetched.ts'

const PNG = Buffer.from('\x89PNG\r\n\x1a\n…', 'latin1')
const LETTER = '<p><img data-src="https://x.example/a.png" /><img data-src="https://x.example/t" width="1" /><img data-src="https://x.example/b.png" /></p>'

eachEngine('pictures that a message asks of elsewhere', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let cookie = ''
  let asked: string[] = []
  let answer: Fetched

  beforeAll(async () => {
    web = await served(open(), {
      fetchPicture: (address) => {
        asked.push(address)
        return Promise.resolve(answer)
      },
    })
    cookie = (await web.agent('volunteer')).cookie
  })
  afterAll(() => web.stop())
  beforeEach(() => {
    asked = []
    answer = { picture: { type: 'image/png', bytes: PNG } }
  })

  async function message(values: Record<string, unknown> = {}) {
    const { id } = await given(open()).ticket()
    return (await given(open()).message({ ticket_id: id, html: LETTER, ...values })).id
  }
  const state = async (id: number, method = 'GET', path = '') => {
    const response = await web.send(`/api/messages/${id}/pictures${path}`, { cookie, method })
    return [response.status, await response.json() as unknown]
  }
  const deeds = () => open().reader('audit').where('did', 'like', 'pictures.%').orderBy('id').pluck<string[]>('did')

  test('one of them comes from us, as what its bytes are, and can do nothing', async () => {
    const response = await web.send(`/api/messages/${await message()}/pictures/3`, { cookie })
    expect(asked).toEqual(['https://x.example/b.png'])
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG)
    expect(Object.fromEntries(['content-type', 'content-security-policy', 'x-content-type-options', 'cache-control', 'set-cookie'].map(name => [name, response.headers.get(name)]))).toEqual({
      'content-type': 'image/png', 'content-security-policy': 'sandbox; default-src \'none\'', 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=3600', 'set-cookie': null,
    })
  })

  test('nothing else is asked for: no tracker, no address of the browser’s choosing', async () => {
    const [id, bare] = [await message(), await message({ html: null })]
    for (const path of [`${id}/pictures/2`, `${id}/pictures/4`, `${id}/pictures/0`, `${id}/pictures/-1`, `${id}/pictures/1.5`, `${id}/pictures/https%3A%2F%2Fx.example%2F`, `${bare}/pictures/1`, '999999999/pictures/1', '999999999/pictures']) {
      const response = await web.send(`/api/messages/${path}`, { cookie })
      expect([path, response.status]).toEqual([path, 404])
    }
    expect(asked).toEqual([])
  })

  test('one that cannot be had is not found', async () => {
    answer = { failure: 'refused-address' }
    const response = await web.send(`/api/messages/${await message()}/pictures/1`, { cookie })
    expect([response.status, await response.json(), response.headers.get('cache-control')]).toEqual([404, { code: 'not-found', message: 'This picture could not be had: refused-address' }, 'no-store'])
  })

  test('a sender’s are always shown from when an agent says so until one says no; both are in the audit', async () => {
    const [first, other] = [await message({ from_address: 'Lettre@Asso.example' }), await message({ from_address: 'lettre@asso.example' })]
    const sender = (allowed: boolean) => [200, { remote: 2, trackers: 1, sender: { address: 'lettre@asso.example', allowed } }]
    expect(await state(first)).toEqual(sender(false))
    expect(await state(first, 'POST', '/sender')).toEqual(sender(true))
    expect(await state(other)).toEqual(sender(true))
    expect(await state(await message({ from_address: 'lettré@asso.example' }))).toMatchObject([200, { sender: { allowed: false } }])
    expect(await state(other, 'POST', '/sender')).toEqual(sender(true))
    expect(await deeds()).toEqual(['pictures.sender-allowed'])
    expect(await state(other, 'DELETE', '/sender')).toEqual(sender(false))
    expect(await state(other, 'DELETE', '/sender')).toEqual(sender(false))
    expect(await state(first)).toEqual(sender(false))
    expect(await deeds()).toEqual(['pictures.sender-allowed', 'pictures.sender-blocked'])
  })

  test('who does not prove to be the sender gains nothing from it', async () => {
    const address = { from_address: 'connu@asso.example' }
    await state(await message(address), 'POST', '/sender')
    for (const values of [{ pending: 1 }, { problems: '["sender-not-authenticated"]' }, { kind: 'reply' }]) {
      const id = await message({ ...address, ...values })
      expect(await state(id)).toEqual([200, { remote: 2, trackers: 1, sender: null }])
      expect(await state(id, 'POST', '/sender')).toMatchObject([409, { code: 'conflict' }])
    }
  })

  test('the frame asks for them when its reader did, and only of us', async () => {
    const id = await message()
    const page = async (query: string) => (await web.send(`/api/messages/${id}/html${query}`, { cookie })).text()
    expect(await page('')).not.toContain('src=')
    const shown = await page('?pictures=shown&language=en')
    expect(shown.match(/src="[^"]*"/g)).toEqual([`src="/api/messages/${id}/pictures/1"`, `src="/api/messages/${id}/pictures/3"`])
    expect((await web.send(`/api/messages/${id}/html?pictures=all`, { cookie })).status).toBe(422)
  })

  test('whoever is not signed in sees none and changes nothing', async () => {
    const id = await message()
    for (const [method, path] of [['GET', ''], ['GET', '/1'], ['POST', '/sender'], ['DELETE', '/sender']] as const) {
      expect([method, path, (await web.send(`/api/messages/${id}/pictures${path}`, { method })).status]).toEqual([method, path, 401])
    }
    expect(asked).toEqual([])
  })
})
