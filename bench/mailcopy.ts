import { isDeepStrictEqual } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import { startGuarded } from '../server/testing/children.ts'
import { startDovecot, type DovecotServer } from '../server/testing/dovecot.ts'
import { wholeMailbox, withMailbox, type Seen } from '../server/testing/whole-mailbox.ts'
import { corpus } from './mail/corpus.ts'
import { measure } from './process.ts'
import { median, type Figure } from './report.ts'
import { ENGINES, nameOf, type Engine, type Stores } from './stores.ts'

export type MailCopySettings = { mails: number, rounds: number, kills: number, largeMails: number }

type Tally = { copied: number, seconds: number }

const BAR = 0.5
const MEMORY_BAR = 250
const LARGE = 40 * 1024 * 1024
const FOLDERS = ['INBOX', 'Archives', 'Archives.2025', 'Envoyés', 'Clients.R&D']
const FAST = 1e9

/** Copies between two Dovecots that write their folders differently, message by message compared; against a bare fetch and append in the same round. */
export async function mailcopy(stores: Stores, settings: MailCopySettings): Promise<Figure[]> {
  const [source, destination] = await Promise.all([startDovecot({ extra: 'namespace inbox {\n  separator = .\n}' }), startDovecot()])
  try {
    const world = { source, destination, stores }
    return [...await speed(world, settings), ...await killed(world, settings), ...await memory(world, settings)]
  }
  finally {
    await Promise.all([source.stop(), destination.stop()])
  }
}

type World = { source: DovecotServer, destination: DovecotServer, stores: Stores }

async function speed({ source, destination, stores }: World, { mails, rounds }: MailCopySettings): Promise<Figure[]> {
  const rates = new Map<string, number[]>()
  const keep = (what: string, value: number) => rates.set(what, [...rates.get(what) ?? [], value])
  for (let round = 1; round <= rounds; round++) {
    const user = `round${round}`
    await fill(source, user, mails)
    const before = await wholeMailbox(source, user)
    const bare = async (to: string) => (await measure<Tally>(['bench/bare-copy.ts', JSON.stringify([end(source, user), end(destination, to)])])).answer.seconds
    const bareBefore = await bare(`before-${user}`)
    const ours: [Engine, number][] = []
    for (const engine of ENGINES) {
      const to = `${user}-${engine}`
      const { url } = await stores.make(engine, 0)
      const { answer } = await measure<Tally>(['server/testing/copying-process.ts', asked({ source, destination, user, to, databaseUrl: url })])
      compare(before, await wholeMailbox(destination, to))
      ours.push([engine, answer.seconds])
    }
    const seconds = (bareBefore + await bare(`after-${user}`)) / 2
    keep('bare', mails / seconds)
    for (const [engine, own] of ours) {
      keep(engine, seconds / own)
      console.error(`Round ${round}, ${nameOf(engine)}: ${mails} messages alike, ${(mails / own).toFixed(0)} a second; the bare loop ${(mails / seconds).toFixed(0)}`)
    }
  }
  return [
    { bench: 'mailcopy', what: 'bare fetch and append', value: median(rates.get('bare') ?? []), unit: 'messages/s' },
    ...ENGINES.map(engine => ratio(engine, median(rates.get(engine) ?? []))),
  ]
}

const ratio = (engine: Engine, value: number): Figure => ({ bench: 'mailcopy', what: `${nameOf(engine)}: share of the bare loop`, value, unit: '', bar: `≥ ${BAR}`, good: value >= BAR })

const end = ({ host, port }: DovecotServer, user: string) => ({ host, port, user })
type Asked = { source: DovecotServer, destination: DovecotServer, user: string, to: string, databaseUrl: string, bytesPerSecond?: number }
const asked = ({ source, destination, bytesPerSecond = FAST, ...more }: Asked) => JSON.stringify({ ...more, bytesPerSecond, source: end(source, ''), destination: end(destination, '') })

/** Several folders, some of the messages with flags. */
async function fill(source: DovecotServer, user: string, mails: number) {
  const { messages } = corpus({ count: mails, seed: mails })
  const share = Math.ceil(messages.length / FOLDERS.length)
  await withMailbox(source, user, async (client) => {
    for (const [index, folder] of FOLDERS.entries()) {
      if (folder !== 'INBOX') await client.mailboxCreate(folder)
      source.deliver(user, messages.slice(index * share, (index + 1) * share), folder.replaceAll('.', '/').replaceAll('&', '&-').replace('Envoyés', 'Envoy&AOk-s'))
      await client.mailboxOpen(folder)
      await client.messageFlagsAdd('1:*', index % 2 === 0 ? ['\\Seen'] : ['\\Flagged', 'travail'])
    }
  })
}

/** Bytes, flags and dates of every message, folder by folder. */
function compare(before: ReadonlyMap<string, Seen[]>, after: ReadonlyMap<string, Seen[]>) {
  for (const [path, messages] of before) {
    const there = after.get(path.replaceAll('.', '/'))
    if (!isDeepStrictEqual(there, messages)) throw new Error(`The copy of ${path} is not what stood there: ${there?.length ?? 0} messages for ${messages.length}`)
  }
  if (after.size !== before.size) throw new Error(`The copy has ${after.size} folders for ${before.size}`)
}

/** Killed again and again, then left to end: nothing doubled, nothing lost. */
async function killed({ source, destination, stores }: World, { mails, kills }: MailCopySettings): Promise<Figure[]> {
  const { url } = await stores.make('sqlite', 0)
  const work = asked({ source, destination, user: 'round1', to: 'killed', databaseUrl: url })
  for (let kill = 1; kill <= kills; kill++) {
    const child = startGuarded({ command: process.execPath, args: ['server/testing/copying-process.ts', work] })
    await wait(1200 + 300 * (kill % 4))
    await child.stop('SIGKILL')
  }
  await measure(['server/testing/copying-process.ts', work])
  compare(await wholeMailbox(source, 'round1'), await wholeMailbox(destination, 'killed'))
  return [{ bench: 'mailcopy', what: `messages lost or doubled, of ${mails}, killed ${kills} times`, value: 0, unit: '', bar: '0', good: true }]
}

async function memory({ source, destination, stores }: World, { largeMails }: MailCopySettings): Promise<Figure[]> {
  const line = `${'x'.repeat(74)}\r\n`
  const large = (index: number) => `Message-ID: <large${index}@bench.example>\r\nSubject: ${index}\r\n\r\n${line.repeat(Math.ceil(LARGE / line.length))}`
  source.deliver('large', Array.from({ length: largeMails }, (_, index) => large(index)))
  const { url } = await stores.make('sqlite', 0)
  const { peakMegabytes } = await measure(['server/testing/copying-process.ts', asked({ source, destination, user: 'large', to: 'large', databaseUrl: url })])
  compare(await wholeMailbox(source, 'large'), await wholeMailbox(destination, 'large'))
  return [{ bench: 'mailcopy', what: `peak memory, ${largeMails} messages of 40 MB`, value: peakMegabytes, unit: 'MB', bar: `< ${MEMORY_BAR} MB`, good: peakMegabytes < MEMORY_BAR }]
}
