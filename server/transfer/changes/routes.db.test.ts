import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { runsOn } from '../../testing/runs.ts'
import { served } from '../../testing/served.ts'
import { RunAnswer } from '../../workflows/contract.ts'
import { tellRun } from '../../workflows/runs/actions/tell.ts'
import { plannedZone } from '../steps/planned-zone.ts'
import { ChangesAnswer, ChangesList } from './contract.ts'

const ZONES = `
workflow: zones
title: { fr: Déménager, en: Move }
subject: { fr: '{{start.domain}}', en: '{{start.domain}}' }
start: [{ name: domain, label: { fr: Domaine, en: Domain } }]
steps:
  - { id: told, kind: form, who: member, title: { fr: La zone, en: The zone }, fields: [{ name: zone, type: long, label: { fr: Zone, en: Zone } }] }
  - { id: zone, kind: action, title: { fr: Prévoir, en: Plan }, uses: zone.plan, with: { domain: start.domain, zone: told.zone, mail: 'true', web: 'false' } }
  - { id: go, kind: gate, title: { fr: Oui ?, en: Yes? }, how: { fr: 'La zone : {{zone.fr}}', en: 'The zone: {{zone.en}}' } }
`
const TEXT = '@ 3600 IN A 192.0.2.1\n@ 10800 IN MX 10 spool.mail.gandi.net.\n'
const hosting = { mailHost: 'mx.coop.example', webAddresses: [], nameServers: ['ns1.coop.example'] }

eachEngine('what a run changes', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let [reader, nobody] = ['', '']
  const asked: { zone: string, nameServers: readonly string[], names: readonly string[] }[] = []

  beforeAll(async () => {
    web = await served(open(), { lookAtServed: (zone, { nameServers, names }) => { asked.push({ zone, nameServers, names }); return Promise.resolve({ state: 'absent' }) } })
    reader = (await web.agent('staff', 'Nadia')).cookie
    nobody = ''
    await runsOn(open()).publish(ZONES)
  })
  afterAll(() => web.stop())

  const send = (path: string, { cookie = reader, body }: { cookie?: string, body?: unknown } = {}) => web.send(`/api${path}`, { cookie, ...body === undefined ? {} : { body } })
  const start = async (domain: string, rehearsal: boolean) => RunAnswer.parse(await (await send('/runs', { body: { workflow: 'zones', start: { domain }, rehearsal } })).json()).run.id
  const come = (id: number, domain: string) => open().transaction(async (db) => {
    const context = { db, now: new Date(), actor: { kind: 'system', name: 'test' } as const }
    await tellRun(context, id, { type: 'filled', path: 'told', values: { zone: TEXT } })
    await tellRun(context, id, { type: 'acted', path: 'zone', round: 1, result: { ...plannedZone({ domain, text: TEXT, mail: true, web: false, hosting }), ...hosting } })
  })

  test('in a line for many, as a whole for one; our name servers are asked for what is real', async () => {
    const [real, played, begun] = [await start('pieds.example', false), await start('joue.example', true), await start('debut.example', false)]
    await come(real, 'pieds.example')
    await come(played, 'joue.example')

    const { runs } = ChangesList.parse(await (await send(`/runs/changes?ids=${played},${begun},${real},999999`)).json())
    expect(runs).toMatchObject([
      { runId: played, domain: 'joue.example', counts: { kept: 1, changed: 2, left: 1, byHand: 0, other: 0 }, nameServers: { after: ['ns1.coop.example'] }, mail: null, marks: [] },
      { runId: real, domain: 'pieds.example' },
    ])
    expect(asked).toEqual([])

    const whole = async (id: number) => ChangesAnswer.parse(await (await send(`/runs/${id}/changes`)).json()).changes
    expect(await whole(real)).toMatchObject({ runId: real, zone: { state: 'absent', planned: { rows: [{ type: 'A', category: 'same' }, { type: 'MX', new: ['5 mx.coop.example.'] }, { type: 'TXT' }] } } })
    expect(asked).toEqual([{ zone: 'pieds.example.', nameServers: ['ns1.coop.example'], names: ['pieds.example.'] }])
    expect(await whole(played)).toMatchObject({ zone: { state: 'unasked' } })
    expect(await whole(begun)).toBeNull()
    expect(asked).toHaveLength(1)
  })

  test.each([['/runs/999999/changes', 404], ['/runs/changes', 422], ['/runs/changes?ids=1,x', 422], [`/runs/changes?ids=${Array.from({ length: 101 }, (_, i) => i + 1).join(',')}`, 422]])('%s is answered %i', async (path, status) => {
    expect((await send(path)).status).toBe(status)
  })

  test.each(['/runs/1/changes', '/runs/changes?ids=1'])('%s is for those who see runs', async (path) => {
    expect((await send(path, { cookie: nobody })).status).toBe(401)
  })
})
