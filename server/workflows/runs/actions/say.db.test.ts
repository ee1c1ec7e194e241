import { afterAll, beforeAll, expect, test } from 'vitest'
import { idsFrom } from '../../../platform/ids.ts'
import { signerOf } from '../../../platform/signing.ts'
import type { Letter } from '../../../outbox/outgoing.ts'
import { eachEngine } from '../../../testing/databases.ts'
import { deskOn } from '../../../testing/desk.ts'
import { given } from '../../../testing/given.ts'
import { served, testSecrets } from '../../../testing/served.ts'
import { awaitMember, sayToMember } from './say.ts'

const signing = { signer: signerOf(testSecrets.signingKey), seal: testSecrets.seal }
const text = { fr: 'Nous avons tout préparé.', en: 'All is prepared.' }

eachEngine('what a run says to its member', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let nadia = { id: 0, cookie: '' }
  let runs = 0

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    nadia = await server.agent('volunteer', 'Nadia')
    await desk.mailbox()
  })
  afterAll(() => server.stop())

  async function say(ticketId: number, ownerId = 0) {
    const [messageId = 0, outboxId = 0] = await idsFrom(open())(2)
    const runId = ++runs
    await open().transaction(db => db('runs').insert({ id: runId, version_id: 1, workflow: 'move', ticket_id: ticketId, subject: 'pieds.example', progress: '{}', standing: 'machine', since: 1, started_at: 1 }))
    await open().transaction(db => sayToMember({ db, now: new Date(), actor: { kind: 'system', name: 'workflows' } }, { ticketId, text, ids: { messageId, outboxId }, runId, ownerId }, signing))
    return { messageId, runId }
  }

  test('is a reply of whoever follows it, held in the outbox, and changes nothing of the ticket', async () => {
    const { id } = await desk.ticket({ status: 'open', locale: 'en' })
    const { messageId, runId } = await say(id, nadia.id)
    const { ticket, messages } = await desk.detail(nadia.cookie, id)
    expect(ticket).toMatchObject({ status: 'open', assignee: null })
    expect(messages.at(-1)).toMatchObject({ id: messageId, kind: 'reply', text: text.en, author: { kind: 'agent', name: 'Nadia' }, run: { id: runId, subject: 'pieds.example' }, to: [{ address: 'claire@pieds.example' }], sending: { state: 'held', hold: 'undo' } })
    const [mail] = await desk.mails(id)
    expect(JSON.parse(mail?.letter ?? '') as Letter).toMatchObject({ from: { address: 'aide@coop.example' }, inReplyTo: `<${id}@pieds.example>` })
  })

  test('is said in the name of the house where nobody follows it', async () => {
    const { id } = await desk.ticket()
    await say(id)
    expect((await desk.detail(nadia.cookie, id)).messages.at(-1)).toMatchObject({ text: text.fr, author: { kind: 'address', id: null, name: 'Aide' } })
  })

  test('lets the ticket wait once the run waits for the member, unless it waits for somebody else', async () => {
    for (const [status, standing, after] of [['new', 'member', 'waiting'], ['open', 'member', 'waiting'], ['open', 'agent', 'open'], ['on-hold', 'member', 'on-hold'], ['solved', 'member', 'solved']] as const) {
      const { id } = await desk.ticket({ status })
      const { runId } = await say(id)
      await open().transaction(async (db) => {
        await db('runs').where({ id: runId }).update({ standing })
        await awaitMember({ db, now: new Date(), actor: { kind: 'system', name: 'workflows' } }, { ticketId: id, runId })
      })
      expect((await desk.detail(nadia.cookie, id)).ticket.status).toBe(after)
    }
    await desk.expectTrueCounts()
  })

  test('is refused on a closed ticket, and where only everybody would read it', async () => {
    await expect(say((await desk.ticket({ status: 'closed' })).id)).rejects.toMatchObject({ code: 'conflict' })
    await given(open()).source({ kind: 'list', address: 'entraide@listes.example' })
    const { id } = await desk.ticket({}, 'entraide@listes.example')
    await expect(say(id)).rejects.toMatchObject({ code: 'conflict' })
    expect(await desk.mails(id)).toEqual([])
  })
})
