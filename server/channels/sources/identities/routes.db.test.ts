import { afterAll, beforeAll, expect, test } from 'vitest'
import { TicketDetail } from '../../../tickets/contract.ts'
import { eachEngine } from '../../../testing/databases.ts'
import { given } from '../../../testing/given.ts'
import { served } from '../../../testing/served.ts'
import { IdentityAnswer } from './contract.ts'

eachEngine('joining a user of a forum to a person', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let staff: { id: number, cookie: string }, reader: { cookie: string }
  beforeAll(async () => {
    web = await served(open())
    staff = await web.agent('staff')
    await open().transaction(db => db('roles').insert({ name: 'Lecture', permissions: '["tickets:read"]', second_factor: false, created_at: 0 }))
    reader = await web.agent('Lecture')
    await given(open()).mailbox({ from_address: 'support@coop.example' })
  })
  afterAll(() => web.stop())

  /** A topic of the forum that somebody of this name has opened. */
  async function topic(sourceId: number, handle: string, values: Partial<Parameters<ReturnType<typeof given>['ticket']>[0]> = {}) {
    const build = given(open())
    const { id } = await build.ticket({ channel: 'forum', source_id: sourceId, requester_address: '', requester_name: 'Camille M.', requester_handle: handle, ...values })
    await open().transaction(db => db('discussions').insert({ id, source_id: sourceId, ticket_id: id, title: 'FTP', is_private: false, created_at: 1 }))
    await build.message({ ticket_id: id, discussion_id: id, handle, from_address: '', from_name: 'Camille M.' })
    return id
  }
  const forum = async () => (await given(open()).source({ kind: 'forum', profile: 'discourse', address: 'notifications@forum.coop.example', url: 'https://forum.coop.example' })).id
  const send = (...[path, method, body, { cookie } = staff]: [string, string, unknown?, { cookie: string }?]) => web.send(`/api/sources/${path}`, { cookie, method, ...body === undefined ? {} : { body } })
  const join = (sourceId: number, handle: string, address = 'camille@free.example') => send(`${sourceId}/identities`, 'POST', { handle, address })
  const detail = async (id: number) => TicketDetail.parse(await (await web.send(`/api/tickets/${id}`, { cookie: staff.cookie })).json())
  const compared = async (ticketId: number) => (await open().reader('events').where({ type: 'ticket.requester-changed' }).select<{ payload: string }[]>('payload')).filter(({ payload }) => payload.includes(String(ticketId))).length
  const ticketIds = async (response: Response) => IdentityAnswer.parse(await response.json()).ticketIds

  test('what they asked there is that person\'s, can be answered in private, and is compared anew; and all of it is taken back', async () => {
    const [here, elsewhere] = [await forum(), await forum()]
    const mine = [await topic(here, 'camille'), await topic(here, 'camille', { status: 'closed' })]
    const others = [await topic(here, 'camillo'), await topic(elsewhere, 'camille'), await topic(here, 'camille', { requester_address: 'dominique@free.example' })]
    expect(await ticketIds(await join(here, 'camille'))).toEqual(mine)

    const joined = await detail(mine[0] ?? 0)
    expect(joined).toMatchObject({ ticket: { requester: { address: 'camille@free.example', name: 'Camille M.' } }, recipients: { to: [{ address: 'camille@free.example' }] } })
    expect(joined.identities).toEqual([{ sourceId: here, handle: 'camille', address: 'camille@free.example', agent: expect.any(String) as string, at: expect.any(Number) as number }])
    expect(await Promise.all(mine.map(compared))).toEqual([1, 1])
    const untouched = await Promise.all(others.map(detail))
    expect(untouched.map(({ ticket }) => ticket.requester.address)).toEqual(['', '', 'dominique@free.example'])

    expect(await ticketIds(await send(`${here}/identities/camille`, 'DELETE'))).toEqual(mine)
    const parted = await detail(mine[0] ?? 0)
    expect([parted.ticket.requester.address, parted.identities, parted.participants, parted.recipients.to]).toEqual(['', [], [], []])
    expect((await send(`${here}/identities/camille`, 'DELETE')).status).toBe(404)
  })

  test('twice is once; another address takes the place of the first, who stays where they have written themselves', async () => {
    const here = await forum()
    const [quiet, written] = [await topic(here, 'zoé'), await topic(here, 'zoé')]
    await given(open()).message({ ticket_id: written, from_address: 'camille@free.example' })
    await join(here, 'zoé')
    expect(await ticketIds(await join(here, 'zoé'))).toEqual([])
    expect(await ticketIds(await join(here, 'zoé', 'zoe@asso.example'))).toEqual([quiet, written])
    const people = async (id: number) => (await detail(id)).participants.map(({ address }) => address).sort()
    expect([await people(quiet), await people(written)]).toEqual([['zoe@asso.example'], ['camille@free.example', 'zoe@asso.example']])
  })

  test.each([
    ['our own address', 'support@coop.example', /our own address/],
    ['that of the forum', 'Notifications@forum.coop.example', /everybody would read/],
    ['none', 'camille', /must be an address/],
  ])('%s is refused', async (_what, address, words) => {
    const answer = await join(await forum(), 'camille', address)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringMatching(words)])
  })

  test('on a list, and where there is none, nobody is joined', async () => {
    expect((await join((await given(open()).source()).id, 'camille')).status).toBe(422)
    expect((await join(99_999, 'camille')).status).toBe(404)
  })

  test.each([['POST', ''], ['DELETE', '/camille']])('%s is for who may put tickets together', async (method, path) => {
    const asked = (cookie: string) => send(`1/identities${path}`, method, method === 'POST' ? {} : undefined, { cookie })
    expect([(await asked('')).status, (await asked(reader.cookie)).status]).toEqual([401, 403])
  })
})
