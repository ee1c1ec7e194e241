import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchIn } from '../../adapters/fts5.ts'
import { numberEvents } from '../../platform/feed.ts'
import type { DomainEvent } from '../../platform/events.ts'
import { logTo } from '../../platform/log.ts'
import { record } from '../../platform/record.ts'
import { removeFolder, temporaryFolder } from '../../testing/children.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import type { TicketSearch } from '../ports.ts'
import { followSearch, keepFollowing } from './follow-search.ts'
import { rebuildSearch } from './rebuild-search.ts'

eachEngine('the search follows the feed', (open) => {
  const folder = temporaryFolder('search')
  const log = logTo('silent')
  const searches: TicketSearch[] = []
  const world = () => {
    const search = searchIn(join(folder), log)
    searches.push(search)
    return { database: open(), search, log }
  }
  let one: ReturnType<typeof world>
  let two: ReturnType<typeof world>

  beforeAll(() => { one = world(); two = world() })
  afterAll(async () => {
    for (const search of searches) await search.close()
    removeFolder(folder)
  })

  async function tell(...events: DomainEvent[]) {
    await open().transaction(db => record({ db, now: new Date() }, ...events))
    await numberEvents(open())
  }
  const found = async (query: string) => (await one.search.find(query, { limit: 100 })).ticketIds

  test('from before the first message, by two processes at once', async () => {
    const ticket = await given(open()).ticket({ subject: 'Transfert de domaine', reference: 'QRS-TUV-7777' })
    const message = await given(open()).message({ ticket_id: ticket.id, subject: 'Transfert de domaine', from_address: 'chloe@lavoir.example', from_name: 'Chloé', text: 'Ça vient de chez Gandi', recipients: '{"to":[{"address":"aide@coop.example","name":"Aide"}],"cc":[]}' })
    await tell({ type: 'ticket.opened', ticketId: ticket.id, messageId: message.id })
    await Promise.all([followSearch(one), followSearch(two)])
    await followSearch(one)
    for (const query of ['gandi', 'transfert dom', 'chloe', 'lavoir.example', 'aide@coop.example', 'qrs-tuv-7777']) expect(await found(query), query).toEqual([ticket.id])
    expect(await found('address')).toEqual([])
  })

  test('hundreds of events, each once, whoever comes first', async () => {
    const ticket = await given(open()).ticket()
    const events: DomainEvent[] = []
    for (let index = 0; index < 300; index++) {
      const message = await given(open()).message({ ticket_id: ticket.id, text: `numero${index}` })
      events.push({ type: 'ticket.message-added', ticketId: ticket.id, messageId: message.id })
    }
    await tell(...events)
    await Promise.all([followSearch(one), followSearch(two), followSearch(one)])
    for (const index of [0, 150, 299]) expect(await found(`numero${index}`)).toEqual([ticket.id])
    expect(await followSearch(two)).toBe(0)
  })

  test('a note without a subject is found by that of its ticket, a file by its name', async () => {
    const ticket = await given(open()).ticket({ subject: 'Xylophone' })
    const note = await given(open()).message({ ticket_id: ticket.id, kind: 'note', subject: '', text: 'Vu' })
    await open().transaction(db => db('attachments').insert({ id: note.id, message_id: note.id, part: 0, filename: 'facture-zinzolin.pdf', content_type: 'application/pdf', disposition: null, content_id: null, size: 1, sha256: 'x' }))
    await tell({ type: 'ticket.message-added', ticketId: ticket.id, messageId: note.id })
    await followSearch(one)
    expect([await found('xylophone vu'), await found('zinzolin.pdf')]).toEqual([[ticket.id], [ticket.id]])
  })

  test('the messages of a merged ticket are found in the other', async () => {
    const [gone, kept] = [await given(open()).ticket(), await given(open()).ticket()]
    const message = await given(open()).message({ ticket_id: gone.id, text: 'ornithorynque' })
    await tell({ type: 'ticket.opened', ticketId: gone.id, messageId: message.id })
    await followSearch(one)
    expect(await found('ornithorynque')).toEqual([gone.id])
    await tell({ type: 'ticket.merged', ticketId: gone.id, intoId: kept.id })
    await followSearch(one)
    expect(await found('ornithorynque')).toEqual([kept.id])
  })

  test('a message that is no longer there is forgotten', async () => {
    const ticket = await given(open()).ticket()
    const message = await given(open()).message({ ticket_id: ticket.id, text: 'secretissime' })
    await tell({ type: 'ticket.opened', ticketId: ticket.id, messageId: message.id })
    await followSearch(one)
    await open().transaction(db => db('messages').where({ id: message.id }).delete())
    await tell({ type: 'ticket.message-added', ticketId: ticket.id, messageId: message.id })
    await followSearch(one)
    expect(await found('secretissime')).toEqual([])
  })

  test('built anew, it holds the same', async () => {
    const counts: number[] = []
    const messages = await rebuildSearch(one, count => counts.push(count))
    expect(messages).toBeGreaterThan(300)
    expect(counts.at(-1)).toBe(messages)
    expect(await found('gandi')).toHaveLength(1)
    expect(await found('numero299')).toHaveLength(1)
  })

  test('a loop keeps up, and ends when told', async () => {
    const stop = new AbortController()
    const loop = keepFollowing(two, stop.signal)
    const ticket = await given(open()).ticket()
    const message = await given(open()).message({ ticket_id: ticket.id, text: 'hippocampe' })
    await tell({ type: 'ticket.opened', ticketId: ticket.id, messageId: message.id })
    await expect.poll(() => found('hippocampe')).toEqual([ticket.id])
    stop.abort()
    await loop
  })
})
