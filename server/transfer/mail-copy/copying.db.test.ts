import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { copyAll, copyRequest, copyWorld } from '../../testing/copying-mail.ts'
import { startDovecot, type DovecotServer } from '../../testing/dovecot.ts'
import { giveMail, wholeMailbox, withMailbox, type Given } from '../../testing/whole-mailbox.ts'
import type { Call } from '../../workflows/ports.ts'
import { mailCopyAction, mailQuietProbe } from '../steps/actions/mail-copy.ts'

// As an old host has it: everything within the inbox, points between the levels, and folders that say what they are for.
const OLD = `
namespace inbox {
  prefix = INBOX.
  separator = .
  mailbox Envoyes {
    auto = subscribe
    special_use = \\Sent
  }
}`
const NEW = `
namespace inbox {
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
}`

let old: DovecotServer
let fresh: DovecotServer
beforeAll(async () => { [old, fresh] = await Promise.all([startDovecot({ extra: OLD }), startDovecot({ extra: NEW })]) })
afterAll(() => Promise.all([old.stop(), fresh.stop()]))

const mail = (id: string | null, text = 'Bonjour.'): string => `${id === null ? '' : `Message-ID: <${id}@pieds.example>\r\n`}From: a@example.org\r\nSubject: =?utf-8?q?Les_pieds?=\r\nDate: Sun, 1 Mar 2026 08:00:00 +0000\r\n\r\n${text}\r\n`

// Everything that a mailbox may hold and a copy may stumble over.
const INBOX: Given[] = [
  { raw: mail('one'), flags: ['\\Seen', '\\Flagged', 'travail', '$Forwarded'], at: '2019-07-14T23:59:59Z' },
  { raw: mail('twice'), at: '2020-01-01T00:00:00Z' }, { raw: mail('twice'), flags: ['\\Answered'], at: '2021-01-01T00:00:00Z' },
  { raw: mail(null, 'Sans nom.') }, { raw: mail(null, 'Sans nom.') },
  { raw: Buffer.concat([Buffer.from(mail('eight')), Buffer.from([0xE9, 0xFF, 0x80, 0x0D, 0x0A])]) },
  { raw: mail('gone-soon'), flags: ['\\Deleted'] },
  { raw: '\r\n' },
]

eachEngine('copying a mailbox', (open) => {
  const user = (name: string) => `${name}-${open().engine}`
  const request = (name: string, more = {}) => copyRequest({ source: old, destination: fresh, user: user(name), ...more })
  const without = (flag: string) => (seen: { flags: string[] }) => ({ ...seen, flags: seen.flags.filter(one => one !== flag) })

  test('every message comes with its bytes, flags and date, into the folder that is meant; a second time nothing does', async () => {
    const name = user('whole')
    await giveMail({ server: old, user: name }, INBOX)
    await giveMail({ server: old, user: name, folder: 'INBOX.Envoyes' }, [{ raw: mail('sent'), flags: ['\\Seen'] }])
    for (const folder of ['INBOX.Réunions & "fêtes" * 2026', 'INBOX.a.b.c.d.e', 'INBOX.Clients.Sent']) await giveMail({ server: old, user: name, folder }, [{ raw: mail(`in ${folder.length}`) }])

    old.deliver(name, [Buffer.concat([Buffer.from(mail('nul')), Buffer.from([0, 65, 0, 13, 10])]), ''])

    const { result } = await copyAll(copyWorld(open()), request('whole'))
    const [before, after] = [await wholeMailbox(old, name), await wholeMailbox(fresh, name)]
    // A server takes no message of no bytes: it is said, and nothing is lost by it.
    expect(result).toMatchObject({ copied: 13, found: 0, skipped: 1, unmatched: [expect.stringMatching(/^INBOX: message \d+, without a Message-ID \(the destination refuses it: .*zero/) as unknown] })
    expect(after.get('INBOX')).toEqual(before.get('INBOX')?.filter(({ size }) => size > 0).map(without('\\Deleted')))
    for (const [from, to] of [['INBOX.Envoyes', 'Sent'], ['INBOX.Réunions & "fêtes" * 2026', 'Réunions & "fêtes" * 2026'], ['INBOX.a.b.c.d.e', 'a/b/c/d/e'], ['INBOX.Clients.Sent', 'Clients/Sent']] as const) {
      expect([to, after.get(to)]).toEqual([to, before.get(from)])
    }
    const again = await copyAll(copyWorld(open()), request('whole', { pass: 'second' }))
    expect(again.result).toMatchObject({ copied: 0, found: 0, skipped: 1 })
    expect(await wholeMailbox(fresh, name)).toEqual(after)
  })

  test('and the other way round: into a server that writes its folders differently', async () => {
    const name = user('back')
    for (const folder of ['INBOX', 'Sent', 'Factures.2023/Été', 'INBOX/Sous']) await giveMail({ server: fresh, user: name, folder }, [{ raw: mail(`in ${folder.length}`), flags: ['\\Seen'] }])
    expect((await copyAll(copyWorld(open()), copyRequest({ source: fresh, destination: old, user: name }))).result).toMatchObject({ copied: 4, unmatched: [] })
    const after = await wholeMailbox(old, name)
    expect([...after].filter(([, messages]) => messages.length > 0).map(([path]) => path).sort()).toEqual(['INBOX', 'INBOX.Envoyes', 'INBOX.Factures_2023.Été', 'INBOX.Sous'])
  })

  test('what stands there already is not copied again, and what comes twice stays twice', async () => {
    const name = user('there')
    await giveMail({ server: old, user: name }, [{ raw: mail('x') }, { raw: mail('x') }, { raw: mail('y') }])
    await giveMail({ server: fresh, user: name }, [{ raw: mail('x') }, { raw: mail('other') }])
    const { result } = await copyAll(copyWorld(open()), request('there'))
    expect(result).toMatchObject({ copied: 2, found: 1, unmatched: [] })
    expect((await wholeMailbox(fresh, name)).get('INBOX')?.map(({ messageId }) => messageId).sort()).toEqual(['other', 'x', 'x', 'y'].map(id => `<${id}@pieds.example>`))
  })

  test('later passes bring what is new and flags that changed, and take nothing away', async () => {
    const name = user('later')
    await giveMail({ server: old, user: name }, ['a', 'b', 'c', 'd'].map(id => ({ raw: mail(id) })))
    await copyAll(copyWorld(open()), request('later'))
    await withMailbox(fresh, name, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsSet('2', ['\\Flagged'])
      await client.messageDelete('4')
    })
    await withMailbox(old, name, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsSet('1:2', ['\\Seen'])
      await client.messageDelete('3')
    })
    await giveMail({ server: old, user: name }, [{ raw: mail('e') }])
    const { result } = await copyAll(copyWorld(open()), request('later', { pass: 'second' }))
    expect(result).toMatchObject({ copied: 1, unmatched: [] })
    expect((await wholeMailbox(fresh, name)).get('INBOX')?.map(({ messageId, flags }) => [messageId.slice(1, 2), ...flags])).toEqual([['a', '\\Seen'], ['b', '\\Flagged'], ['c'], ['e']])
  })

  test('as steps of a workflow: the passwords are opened when they are used, and what is given is what is promised', async () => {
    const name = user('step')
    await giveMail({ server: old, user: name }, [{ raw: mail('a') }])
    const place = ({ host, port }: DovecotServer) => ({ host, port, user: name })
    const [marks, opened] = [{ sourcePassword: { secret: 1 }, destinationPassword: { secret: 2 } }, [] as unknown[]]
    const call: Call = {
      key: `9/copy/${open().engine}`, now: Date.now(), with: { ...marks, source: place(old), destination: place(fresh), address: 'contact@pieds.example', hours: 24 },
      run: { id: 9, ticketId: null, subject: '', rehearsal: false, example: null }, secret: (mark) => { opened.push(mark); return Promise.resolve('password') }, signal: AbortSignal.timeout(60_000),
    }
    const [action, probe] = [mailCopyAction(copyWorld(open())), mailQuietProbe(copyWorld(open()))]
    const acted = await action.ensure(call)
    expect(Object.keys('done' in acted ? acted.done : {}).sort()).toEqual([...action.gives].sort())
    expect(opened).toEqual([marks.sourcePassword, marks.destinationPassword])
    await expect(action.ensure({ ...call, with: { ...call.with, source: { host: 'a b', user: name } } })).rejects.toMatchObject({ code: 'invalid', message: 'source.host: is no name of a host' })
    // The message says that it came in March.
    expect(await probe.look(call)).toMatchObject({ passed: true, result: { last: null, hours: 24 } })
    old.deliver(name, mail('just now'))
    expect(await probe.look(call)).toMatchObject({ passed: false })
    // A later step of the run says whose mailbox, and no more.
    const later = { ...call, key: `9/again/${open().engine}`, with: { address: 'contact@pieds.example', hours: 24 } }
    expect(await action.ensure(later)).toMatchObject({ done: { copied: 1, unmatched: [] } })
    expect(await probe.look(later)).toMatchObject({ passed: false })
    expect(opened.slice(-3)).toEqual([marks.sourcePassword, marks.destinationPassword, marks.sourcePassword])
    await expect(action.ensure({ ...later, run: { ...call.run, id: 10 } })).rejects.toMatchObject({ message: expect.stringContaining('has copied nothing for contact@pieds.example') as string })
    expect((await open().reader('mail_copies').select<{ source: string }[]>('source', 'destination', 'result')).map(row => JSON.stringify(row)).join()).not.toContain('password')
  })

  test('messages that are numbered anew on either side are known again', async () => {
    const name = user('anew')
    const numbered = Array.from({ length: 30 }, (_, index) => ({ raw: mail(`n${index % 20}`, `${index % 20}`) }))
    await giveMail({ server: old, user: name }, numbered)
    await copyAll(copyWorld(open()), request('anew'))
    await old.renewUidValidity(name)
    await giveMail({ server: old, user: name }, [{ raw: mail('new') }])
    expect((await copyAll(copyWorld(open()), request('anew', { pass: 'second' }))).result).toMatchObject({ copied: 1, found: 0 })
    await fresh.renewUidValidity(name)
    expect((await copyAll(copyWorld(open()), request('anew', { pass: 'third' }))).result).toMatchObject({ copied: 0, found: 0 })
    expect((await wholeMailbox(fresh, name)).get('INBOX')).toHaveLength(31)
  })
})
