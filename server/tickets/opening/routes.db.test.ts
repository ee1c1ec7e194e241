import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { served } from '../../testing/served.ts'
import type { TicketRow } from '../contract.ts'

eachEngine('tickets that agents open', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let nadia = { id: 0, cookie: '' }
  let second = { id: 0 }

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    nadia = await server.agent('volunteer', 'Nadia')
    await desk.mailbox()
    second = await desk.mailbox({ username: 'transferts@coop.example', from_address: 'transferts@coop.example', from_name: 'Transferts' })
  })
  afterAll(() => server.stop())

  const claire = { address: 'claire@pieds.example', name: 'Claire' }
  const opening = (parts: Record<string, unknown> = {}, status = 201) =>
    desk.ask<{ ticket: TicketRow }>('/tickets', { cookie: nadia.cookie, status, body: { requester: claire, subject: 'Panne de mail', kind: 'message', text: 'Suite à votre appel', ...parts } })

  test('with a first mail to the member', async () => {
    const { ticket } = await opening()
    expect(ticket).toMatchObject({ subject: 'Panne de mail', status: 'waiting', channel: 'phone', requester: claire, assignee: { id: nadia.id }, messageCount: 1, preview: 'Suite à votre appel' })
    expect(await desk.mails(ticket.id)).toMatchObject([{ kind: 'reply', state: 'held', subject: 'Panne de mail' }])
    expect(await desk.deeds(ticket.id)).toContain('ticket.opened-by-agent')
    await desk.expectTrueCounts()
  })

  test('with only a note', async () => {
    const { ticket } = await opening({ kind: 'note', take: false })
    expect(ticket).toMatchObject({ status: 'open', assignee: null, messageCount: 1 })
    expect(ticket.waitingSince).not.toBeNull()
    expect(await desk.mails(ticket.id)).toEqual([])
    expect((await desk.detail(nadia.cookie, ticket.id)).messages).toMatchObject([{ kind: 'note' }])
    await desk.expectTrueCounts()
  })

  test('in the name of the mailbox chosen', async () => {
    const { ticket } = await opening({ mailboxId: second.id })
    expect((await desk.detail(nadia.cookie, ticket.id)).sender?.address).toBe('transferts@coop.example')
    const { senders } = await desk.ask<{ senders: { address: string }[] }>('/senders', { cookie: nadia.cookie })
    expect(senders.map(({ address }) => address)).toEqual(['aide@coop.example', 'transferts@coop.example'])
  })

  test.each([{ requester: { address: 'nobody', name: '' } }, { requester: { address: 'aide@coop.example', name: '' } }, { subject: '' }, { text: ' ' }, { channel: 'list' }, { mailboxId: -1 }])('is refused with %j', async (parts) => { await opening(parts, 422) })

  test('a first mail that is undone leaves the ticket, and its words', async () => {
    const { ticket } = await opening()
    const [message] = (await desk.detail(nadia.cookie, ticket.id)).messages
    await desk.ask(`/messages/${message?.id}/undo`, { cookie: nadia.cookie, method: 'POST' })
    expect((await desk.detail(nadia.cookie, ticket.id))).toMatchObject({ messages: [], ticket: { status: 'open', messageCount: 0 } })
    await desk.expectTrueCounts()
  })
})
