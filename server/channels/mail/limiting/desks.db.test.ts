import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mailComposer } from '../../../adapters/mail-composer.ts'
import { mailParser } from '../../../adapters/mail-parser.ts'
import type { Letter } from '../../../outbox/outgoing.ts'
import { openDatabase, type Database } from '../../../platform/db.ts'
import { signerOf } from '../../../platform/signing.ts'
import { eachEngine, migratedDatabase } from '../../../testing/databases.ts'
import { eml } from '../../../testing/eml.ts'
import { readingOn } from '../../../testing/reading.ts'
import { takeIn } from '../../reading/actions/take-in.ts'
import { composed } from '../../sending/letter.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

const MOST_ROUNDS = 50

/** One that takes mail and answers it, or not. */
type Correspondent = { address: string, take: (raw: string) => Promise<string[]> }

/** What our own server writes above a mail that it has checked. */
const vouched = (raw: string, from: string, by: string) => `Authentication-Results: mx.${by}; dmarc=pass header.from=${from.split('@')[1]}\r\n${raw}`

/** Carries mails between the two until both are silent, and says how many each wrote. `onTheWay` may change what passes. */
async function untilSilence([first, other]: [Correspondent, Correspondent], begin: string, onTheWay = (raw: string) => raw) {
  const written = { [first.address]: 0, [other.address]: 0 }
  let [mails, from, to] = [[begin], first, other]
  for (let round = 0; mails.length > 0; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('They go on for ever')
    written[from.address] = (written[from.address] ?? 0) + mails.length
    const answers: string[] = []
    for (const raw of mails) answers.push(...await to.take(vouched(onTheWay(raw), from.address, to.address.split('@')[1] ?? '')))
    ;[mails, from, to] = [answers, to, from]
  }
  return written
}

/** An installation of ours with one mailbox: it takes mail, and what it then puts into its outbox leaves. */
async function ours(database: Database, address: string, key: string) {
  const here = readingOn(database, parser)
  const following = { ...here.following, signer: signerOf(key) }
  const id = await here.addMailbox(`imap://${encodeURIComponent(address)}:x@127.0.0.1:143/INBOX`)
  const domain = address.split('@')[1] ?? ''
  await database.transaction(db => db('mailboxes').where({ id }).update({ from_address: address, authserv_id: `mx.${domain}`, created_at: Date.now() - 60_000 }))
  const compose = mailComposer({ blobs: following.blobs, keys: [] })
  let sent = 0
  async function outgoing(): Promise<string[]> {
    const rows = await database.reader('outbox').where('id', '>', sent).orderBy('id').select<{ id: number, letter: string, message_id: string, kind: 'acknowledgement' }[]>('id', 'letter', 'message_id', 'kind')
    sent = rows.at(-1)?.id ?? sent
    return Promise.all(rows.map(async ({ letter, kind, message_id: messageId }) =>
      (await buffer(await compose(composed(JSON.parse(letter) as Letter, { kind, messageId, house: { address, name: '' }, signer: following.signer, now: new Date() })))).toString()))
  }
  return {
    address,
    close: here.close,
    states: async () => (await here.intakes()).map(({ state, reason }) => `${state} ${reason}`),
    tickets: async () => (await here.tickets()).length,
    async take(raw: string) {
      await takeIn(following, [{ source: 'smtp', envelope: { from: null, to: [address] }, bytes: Buffer.from(raw) }])
      return outgoing()
    },
  }
}

type Manner = (mail: { raw: string, number: number, id: string, reference: string }) => Parameters<typeof eml>[0]

/** A help desk of another make: it answers whatever comes, machine or not, with a number of its own, and says nowhere that it is one. */
function foreign(manner: Manner): Correspondent {
  let number = 4710
  return {
    address: 'aide@ailleurs.example',
    take(raw) {
      number += 1
      const id = /^Message-ID:\s*<(.+)>/im.exec(raw)?.[1] ?? ''
      const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}/.exec(raw)?.[0] ?? ''
      const text = `Nous avons bien reçu votre message du jour et lui avons donné le numéro ${number}. Un conseiller vous répondra.`
      return Promise.resolve([eml({ from: 'Aide <aide@ailleurs.example>', to: 'support@coop.example', subject: `[Ticket #${number}] Votre demande`, text, ...manner({ raw, number, id, reference }) })])
    },
  }
}

eachEngine('two help desks fall silent', (open) => {
  let here: Awaited<ReturnType<typeof ours>>
  beforeEach(async () => {
    await emptied(open(), ['mailboxes', ...WRITTEN])
    here = await ours(open(), 'support@coop.example', 'one')
  })
  afterEach(() => here.close())

  describe('ours, and one that answers everything without saying that it is a machine', () => {
    test.each<[string, Manner, { us: number, them: number, tickets: number }]>([
      ['in a thread of its own each time', () => ({}), { us: 2, them: 3, tickets: 3 }],
      ['in the thread', ({ id }) => ({ inReplyTo: id }), { us: 1, them: 2, tickets: 1 }],
      ['with our reference in a new subject', ({ number, reference }) => ({ subject: `[#${number}] ${reference} : votre demande` }), { us: 1, them: 2, tickets: 1 }],
      ['with our words below its own', ({ raw, number }) => ({ text: `Votre demande porte le numéro ${number}, voici ce que vous écriviez à notre équipe :\n\n${raw.slice(0, 600)}` }), { us: 2, them: 3, tickets: 3 }],
    ])('%s', async (_how, manner, { us, them, tickets }) => {
      const begin = eml({ from: 'Aide <aide@ailleurs.example>', subject: 'Une question', text: 'Bonjour, pouvez-vous nous dire où en est le transfert ?' })
      const written = await untilSilence([foreign(manner), here], begin)
      expect(written).toEqual({ 'support@coop.example': us, 'aide@ailleurs.example': them })
      expect(await here.tickets()).toBe(tickets)
    })

    test('and even one that writes by itself, without end, is refused after a while, and nothing of it is lost', async () => {
      const robot = foreign(() => ({}))
      for (let mail = 0; mail < 17; mail += 1) for (const raw of await robot.take('')) await here.take(vouched(raw, robot.address, 'coop.example'))
      expect(await here.states()).toEqual([...Array.from({ length: 10 }, () => 'opened new'), ...Array.from({ length: 7 }, () => 'refused loop')])
      expect((await open().reader('intakes').whereNull('sha256')).length).toBe(0)
    })
  })

  describe('two of ours', () => {
    let there: Awaited<ReturnType<typeof ours>>
    let close: () => Promise<void>
    let database: Database
    beforeAll(async () => {
      const { url, remove } = await migratedDatabase('sqlite')
      database = openDatabase(url)
      there = await ours(database, 'aide@autre.example', 'two')
      close = async () => {
        await there.close()
        await database.close()
        await remove()
      }
    })
    beforeEach(() => emptied(database, WRITTEN))
    afterAll(() => close())

    const question = (word: string) => eml({ from: 'Support <support@coop.example>', to: 'aide@autre.example', subject: `Question ${word}`, text: `Bonjour, où en est ${word} ?` })
    const unmarked = (raw: string) => raw.replace(/^(Auto-Submitted|X-Auto-Response-Suppress|X-Permanence-Installation):.*\r\n/gim, '')
    test.each<[string, string, (raw: string) => string, { here: number, there: number }]>([
      ['know each other as machines', 'le transfert', raw => raw, { here: 1, there: 1 }],
      ['whose marks are lost on the way', 'la facture', unmarked, { here: 2, there: 1 }],
      ['whose marks and threads are lost on the way', 'le domaine', raw => unmarked(raw).replace(/^(In-Reply-To|References|Reply-To):.*\r\n(?:[ \t].*\r\n)*/gim, '').replace(/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}/g, ''), { here: 2, there: 2 }],
    ])('%s', async (_how, ...[word, onTheWay, expected]) => {
      const written = await untilSilence([here, there], question(word), onTheWay)
      expect({ here: written['support@coop.example'], there: written['aide@autre.example'] }).toEqual(expected)
    })
  })
})

const WRITTEN = ['intakes', 'taken_in', 'thread_ids', 'messages', 'participants', 'ticket_counts', 'tickets', 'deliveries', 'outbox']

async function emptied(database: Database, tables: readonly string[]) {
  await database.transaction(async (db) => { for (const table of tables) await db(table).delete() })
}
