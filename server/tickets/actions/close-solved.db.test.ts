import { expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { SOLVED_MS } from '../status.ts'
import { closeSolved } from './close-solved.ts'

const NOW = new Date('2026-11-22T18:00:00Z')

eachEngine('what has been solved for thirty days', (open) => {
  test('is closed, once, and nothing else is', async () => {
    const ticket = async (status: string, solvedAt: number | null) => (await given(open()).ticket({ status, solved_at: solvedAt })).id
    const [old, young, reopened] = [await ticket('solved', NOW.getTime() - SOLVED_MS - 1), await ticket('solved', NOW.getTime() - SOLVED_MS + 1), await ticket('open', 5)]
    const world = { database: open(), clock: () => NOW }
    expect(await closeSolved(world)).toBe(1)
    expect(await closeSolved(world)).toBe(0)
    const stood = async (id: number) => (await open().reader('tickets').where({ id }).first<{ status: string, closed_at: number | null }>('status', 'closed_at'))
    expect(await stood(old)).toMatchObject({ status: 'closed', closed_at: NOW.getTime() })
    expect(await stood(young)).toMatchObject({ status: 'solved', closed_at: null })
    expect(await stood(reopened)).toMatchObject({ status: 'open' })
    expect(await open().reader('audit').where({ ticket_id: old }).first('actor', 'did')).toMatchObject({ actor: 'system:timers', did: 'ticket.status-changed' })
  })
})
