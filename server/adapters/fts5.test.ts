import { existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { logTo } from '../platform/log.ts'
import type { SearchDocument, TicketSearch } from '../tickets/ports.ts'
import { searchIn } from './fts5.ts'

let folder = ''
const opened: TicketSearch[] = []

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'permanence-search-')) })
afterEach(async () => {
  for (const search of opened.splice(0)) await search.close()
  rmSync(folder, { recursive: true })
})

function another(): TicketSearch {
  const search = searchIn(folder, logTo('silent'))
  opened.push(search)
  return search
}

const document = (messageId: number, ticketId: number, words: Partial<SearchDocument> = {}): SearchDocument =>
  ({ messageId, ticketId, subject: 'Ma boîte', text: 'Bonjour', people: 'Claire claire@lespiedsverts.example', reference: 'ABC-DEF-1234', ...words })

async function* once(documents: SearchDocument[]) { yield await Promise.resolve(documents) }

async function built(documents: SearchDocument[] = [], position = 0) {
  const search = another()
  expect(await search.rebuild(position, once(documents))).toBe(true)
  return search
}

const unchanged = { documents: [], removed: [], moved: [] }
const idsOf = async (search: TicketSearch, query: string, limit = 10) => (await search.find(query, { limit })).ticketIds

describe('what is typed finds', () => {
  // Starting threads is what takes time: these share them.
  const shared = mkdtempSync(join(tmpdir(), 'permanence-search-'))
  const search = searchIn(shared, logTo('silent'))
  afterAll(async () => {
    await search.close()
    rmSync(shared, { recursive: true })
  })
  const found = async (query: string, documents: SearchDocument[]) => {
    await search.rebuild(0, once(documents))
    return idsOf(search, query)
  }

  test.each([
    ['accents', 'HÉBERGEMENT', 'hebergement'],
    ['no accents', 'hebergement', 'Hébergement'],
    ['decomposed accents', 'hébergement'.normalize('NFD'), 'hébergement'],
    ['an unfinished word', 'héberg', "l'hébergement"],
    ['a beginning', 'héber* mail', 'mail, hébergement'],
    ['two words in any order', 'mail pleine', 'pleine, la boîte mail'],
    ['words together', '"boîte pleine"', 'Ma boîte pleine'],
    ['a ligature', 'coeur', 'Le cœur'],
    ['short words', 'MX IP', 'mx ip'],
    ['common words', 'de la', 'de la'],
  ])('%s', async (_what, query, text) => expect(await found(query, [document(1, 7, { text }), document(2, 8)])).toEqual([7]))

  test.each([['"pleine boîte"'], ['absent'], ['boîte absent'], ['b'], [''], ['*']])('%s is not found', async query =>
    expect(await found(query, [document(1, 7, { text: 'Ma boîte pleine' })])).toEqual([]))

  test.each(['claire@lespiedsverts.example', 'lespiedsverts.example', 'Claire', 'claire@lespieds', 'ABC-DEF-1234', 'abc-def-12', 'Ma boîte'])('%s', async query =>
    expect(await found(query, [document(1, 7), document(2, 8, { people: '', reference: 'XYZ-XYZ-9999', subject: '' })])).toEqual([7]))
})

describe('pages', () => {
  test('each ticket once, the newest message first, page after page', async () => {
    const search = await built(Array.from({ length: 30 }, (_, index) => document(100 + index, index % 10)))
    const pages: number[][] = []
    for (let before: string | undefined; ;) {
      const { ticketIds, next } = await search.find('bonjour', { limit: 4, before })
      pages.push(ticketIds)
      if (next === null) break
      before = next
    }
    expect(pages).toEqual([[9, 8, 7, 6], [5, 4, 3, 2], [1, 0]])
  })

  test('over messages that are far apart', async () => {
    const ids = [5, 100_000, 140_000, 200_000, 400_000, 900_000]
    const search = await built(ids.map((id, index) => document(id, index % 4)))
    const { ticketIds, next } = await search.find('bonjour', { limit: 3 })
    expect([ticketIds, await search.find('bonjour', { limit: 3, before: next ?? '' })]).toEqual([[1, 0, 3], { ticketIds: [2], next: null }])
    await search.apply({ ...unchanged, after: 0, position: 1, removed: [900_000, 100_000, 7_000_000] })
    expect(await idsOf(search, 'bonjour')).toEqual([0, 3, 2])
  })

  test('a page can be asked of a process that has not seen the one before', async () => {
    const documents = [document(1, 1), document(2, 2), document(3, 1), document(4, 3)]
    const { next } = await (await built(documents)).find('bonjour', { limit: 2 })
    expect(await another().find('bonjour', { limit: 2, before: next ?? '' })).toEqual({ ticketIds: [2], next: null })
  })

  test('a page that is none is refused', async () => {
    await expect((await built()).find('x', { limit: 1, before: "1' or 1" })).rejects.toThrow('not the next page')
  })

  test('before anything was built, nothing is found', async () => expect(await idsOf(another(), 'bonjour')).toEqual([]))
})

describe('following', () => {
  test('changes count once, whoever brings them', async () => {
    const [one, two] = [await built([], 5), another()]
    const changes = { ...unchanged, after: 5, position: 6, documents: [document(1, 7)] }
    expect((await Promise.all([one.apply(changes), two.apply(changes)])).sort()).toEqual([false, true])
    expect(await two.position()).toBe(6)
    expect(await idsOf(two, 'bonjour')).toEqual([7])
  })

  test('changes that leave a gap are refused', async () => {
    const search = await built([], 5)
    expect(await search.apply({ ...unchanged, after: 7, position: 8, documents: [document(1, 7)] })).toBe(false)
    expect(await search.position()).toBe(5)
  })

  test('a message changes, goes to another ticket, and is forgotten', async () => {
    const search = await built([document(1, 7)])
    await search.apply({ ...unchanged, after: 0, position: 1, documents: [document(1, 7, { text: 'Bonsoir' })] })
    expect([await idsOf(search, 'bonjour'), await idsOf(search, 'bonsoir')]).toEqual([[], [7]])
    await search.apply({ ...unchanged, after: 1, position: 2, moved: [{ ticketId: 7, intoId: 8 }, { ticketId: 8, intoId: 9 }] })
    expect(await idsOf(search, 'bonsoir')).toEqual([9])
    await search.apply({ ...unchanged, after: 2, position: 3, removed: [1] })
    expect(await idsOf(search, 'bonsoir')).toEqual([])
  })
})

test('messages are forgotten one after the other, however many changes there were', async () => {
  const search = await built()
  for (let at = 0; at < 60; at++) {
    const [documents, removed] = [[5, 4, 3, 2, 1].map(index => document(at * 5 + index, 7)), at % 2 === 0 ? [] : [at * 5 - 3, at * 5 - 1]]
    expect(await search.apply({ ...unchanged, after: at, position: at + 1, documents, removed })).toBe(true)
  }
  await search.apply({ ...unchanged, after: 60, position: 61, documents: [document(1000, 8, { text: 'Bonsoir' })] })
  expect(await idsOf(search, 'bonsoir')).toEqual([8])
})

describe('building anew', () => {
  test('the old one answers until the end', async () => {
    const [search, builder] = [await built([document(1, 7)], 3), another()]
    let during: unknown
    async function* batches() {
      yield [document(1, 8)]
      await search.apply({ ...unchanged, after: 3, position: 4, documents: [document(2, 9)] })
      during = await idsOf(search, 'bonjour')
    }
    expect(await builder.rebuild(3, batches())).toBe(true)
    expect(during).toEqual([9, 7])
    // It begins again where the building began: the message that came meanwhile is brought again.
    expect([await search.position(), await idsOf(search, 'bonjour')]).toEqual([3, [8]])
  })

  test('the first one answers with what it has', async () => {
    const search = another()
    let during: unknown
    async function* batches() {
      yield [document(1, 8)]
      during = [await search.position(), await idsOf(another(), 'bonjour')]
    }
    await search.rebuild(0, batches())
    expect(during).toEqual([null, [8]])
  })

  test('one process at a time', async () => {
    const [one, two] = [another(), another()]
    let second: unknown
    async function* batches() {
      yield [document(1, 8)]
      second = await two.rebuild(0, once([document(1, 9)]))
    }
    expect([await one.rebuild(0, batches()), second]).toEqual([true, false])
    expect(await idsOf(one, 'bonjour')).toEqual([8])
  })

  test('one that fails leaves the old one, and no trace', async () => {
    const search = await built([document(1, 7)], 3)
    async function* batches() {
      yield await Promise.resolve([document(1, 8)])
      throw new Error('the database went away')
    }
    await expect(search.rebuild(9, batches())).rejects.toThrow('went away')
    expect([await search.position(), await idsOf(search, 'bonjour')]).toEqual([3, [7]])
    expect(await search.rebuild(9, once([document(1, 8)]))).toBe(true)
  })
})

describe('a lost or damaged file is begun again', () => {
  const path = () => join(folder, 'search.db')

  async function damaged(how: () => void | Promise<void>) {
    const first = await built(Array.from({ length: 500 }, (_, index) => document(index + 1, 7, { text: `mot${index}`.repeat(20) })), 5)
    await first.close()
    opened.splice(0)
    await how()
    const search = another()
    await idsOf(search, 'mot')
    expect(await search.position()).toBeNull()
    expect(await search.rebuild(9, once([document(1, 8)]))).toBe(true)
    expect([await search.position(), await idsOf(search, 'bonjour')]).toEqual([9, [8]])
  }

  test('deleted', () => damaged(() => rmSync(path())))
  test('of another version', () => damaged(() => {
    const file = new DatabaseSync(path())
    file.exec('pragma user_version = 99')
    file.close()
  }))
  test('empty', () => damaged(() => truncateSync(path(), 0)))
  test('something else', () => damaged(() => writeFileSync(path(), 'This is a letter. '.repeat(1000))))
  test('cut short', () => damaged(() => truncateSync(path(), 8192)))
  test('overwritten from the second page on', () => damaged(async () => {
    const file = await open(path(), 'r+')
    await file.write(Buffer.alloc(statSync(path()).size - 4096, 0x55), 0, undefined, 4096)
    await file.close()
  }))

  test('deleted while it is used', async () => {
    const [one, two] = [await built([document(1, 7)], 5), another()]
    expect(await idsOf(two, 'bonjour')).toEqual([7])
    for (const suffix of ['', '-wal', '-shm']) rmSync(path() + suffix, { force: true })
    expect(await idsOf(two, 'bonjour')).toEqual([])
    expect(await one.position()).toBeNull()
    expect(await two.rebuild(9, once([document(1, 8)]))).toBe(true)
    expect([await one.position(), await idsOf(one, 'bonjour')]).toEqual([9, [8]])
    expect(existsSync(path())).toBe(true)
  })
})
