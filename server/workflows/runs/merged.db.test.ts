import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from '../../platform/signing.ts'
import { openRunsFor } from '../../portal/runs/queries.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { WELCOME } from '../../testing/member-runs.ts'
import { runsOn } from '../../testing/runs.ts'
import { served, testSecrets } from '../../testing/served.ts'
import type { RunPage } from '../board/contract.ts'
import type { RunDetail, TicketRuns } from '../contract.ts'

const CLAIRE = 'claire@pieds.example'

eachEngine('the run of a ticket that was merged', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let cookie = ''

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    cookie = (await server.agent('staff', 'Nadia')).cookie
    await runsOn(open()).publish(WELCOME)
  })
  afterAll(() => server.stop())

  const runsOf = async (id: number) => (await desk.ask<TicketRuns>(`/tickets/${id}/runs`, { cookie })).runs
  const merge = (id: number, intoId: number) => desk.ask(`/tickets/${id}/merge`, { cookie, body: { intoId } })
  const signer = signerOf(testSecrets.signingKey)
  const told = (ticketId: number) => openRunsFor(open().reader, { ticketId, address: CLAIRE, locale: 'fr' }, signer)

  test('stands on the one that stays, however often it went on, and goes back with it', async () => {
    const [first, second, last] = [await desk.ticket(), await desk.ticket(), await desk.ticket({ subject: 'Le dernier' })]
    const runId = await runsOn(open()).run({ stage: 'survey', workflow: 'welcome', ticketId: first.id })
    await merge(first.id, second.id)
    await merge(second.id, last.id)

    expect((await runsOf(last.id)).map(({ id, ticket }) => [id, ticket])).toEqual([[runId, { id: last.id, reference: last.reference }]])
    expect((await runsOf(first.id)).map(({ id }) => id)).toEqual([runId])
    expect((await desk.ask<RunDetail>(`/runs/${runId}`, { cookie })).run.ticket?.id).toBe(last.id)
    const found = async (text: string) => (await desk.ask<RunPage>(`/runs?text=${text}`, { cookie })).runs.map(({ id, ticket }) => [id, ticket?.id])
    expect([await found(first.reference), await found(second.reference)]).toEqual([[[runId, last.id]], [[runId, last.id]]])
    expect(await told(last.id)).toMatchObject([{ path: expect.stringContaining(`/aide/parcours/${runId}/`) }])

    const [merged] = (await desk.detail(cookie, last.id)).merged
    await desk.ask(`/merges/${merged?.id}/undo`, { cookie, method: 'POST' })
    expect([(await runsOf(last.id)).length, (await runsOf(second.id)).length, (await told(second.id)).length]).toEqual([0, 1, 1])
  })
})
