import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Figures, FiguresAnswer } from '../../../../server/workflows/figures/contract.ts'
import { NOW } from '../../testing/given.ts'
import { said } from '../../testing/given-runs.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import { addressOf, askedFor, choiceOf } from './figures-choice.ts'
import FiguresPage from './FiguresPage.vue'
import { spanOf } from './spans.ts'

beforeEach(() => { vi.setSystemTime(NOW) })

const [HOUR, DAY] = [3_600_000, 86_400_000]
const figures: Figures = {
  workflow: { name: 'gandi-transfer', title: said('De Gandi à la coopérative') }, from: '2026-01-01', to: '2026-12-31', until: NOW,
  counts: { began: 212, finished: 180, givenUp: 4, goingOn: 28 }, months: [{ month: '2026-01', began: 12, finished: 0, givenUp: 0 }, { month: '2026-02', began: 200, finished: 180, givenUp: 4 }],
  took: { runs: 180, median: 21 * DAY, slow: 44.4 * DAY }, waited: { member: 2000 * DAY, team: 500 * DAY, date: 400 * DAY, outside: 1000 * DAY, machine: 100 * DAY },
  phases: [{ id: 'survey', title: said('Examen'), took: { runs: 180, median: 3 * HOUR, slow: 2 * DAY }, waited: { member: 0, team: 10 * DAY, date: 0, outside: 20 * DAY, machine: DAY } }],
  deeds: { total: 380, median: 2, most: 6, kinds: [{ kind: 'agreed', count: 370 }, { kind: 'retried', count: 10 }] },
  endings: [{ ending: '.fr', runs: 100 }, { ending: '.org', runs: 80 }], copied: { mailboxes: 420, messages: 1_250_000, bytes: 84_000_000_000 },
  steps: [{ step: 'order', title: said('Commander le transfert'), again: 7, anew: 3, stopped: 2, runs: 9, stood: 5 * DAY }],
  causes: Array.from({ length: 17 }, (_, index) => ({ id: `says:${index}`, title: said(`Cause ${index}`), again: 0, anew: 0, stopped: 1, runs: 1, stood: 0 })),
}
const answer: FiguresAnswer = { workflows: [{ name: 'gandi-transfer', title: figures.workflow.title, runs: 250 }, { name: 'move', title: said('Déménager'), runs: 3 }], since: Date.UTC(2024, 4, 1), figures }

async function open(at = '/parcours/bilan', said: unknown = answer) {
  const server = serve({ 'GET /runs/figures': said })
  const { wrapper: page, router } = await show(FiguresPage, { at })
  await vi.waitFor(() => expect(page.find('[role=status]').exists()).toBe(false))
  await flushPromises()
  const table = (caption: string) => page.findAll('table').find(one => one.get('caption').text() === caption)?.findAll('tbody tr').map(line => line.findAll('th, td').map(cell => cell.text().replace(/\s/g, ' ')))
  return { page, router, server, table }
}

describe('the page', () => {
  test('tells the numbers in words and tables, with pictures for the eyes alone', async () => {
    const { page, server, table } = await open()
    expect(server.asked[0]?.path).toBe('/runs/figures?from=2026-01-01&to=2026-12-31')
    expect(page.text().replace(/\s/g, ' ')).toMatch(/Du 1er janvier 2026 au 31 décembre 2026.*212.*La moitié des parcours aboutis ont pris 21 jours ou moins, et neuf sur dix 44 jours au plus.*2 gestes par parcours/)
    expect(table('Qui l’on a attendu')?.slice(0, 2)).toEqual([['Le membre', '50 %', '11 jours'], ['Le dehorsles registres, les bureaux, les autres hébergeurs', '25 %', '5,6 jours']])
    expect(table('Par phase, du début à la fin')).toEqual([['Examen', '3 h', '2 jours']])
    expect(table('Mois par mois')?.[1]).toEqual(['févr. 2026', '200', '180', '4'])
    expect(table('Domaines en')?.[0]).toEqual(['.fr', '100', '56 %'])
    expect(table('Ce qui s’est arrêté')).toEqual([['Commander le transfert', '2', '10', '9', '5 jours']])
    expect(table('Et pourquoi')).toHaveLength(15)
    expect(page.text()).toMatch(/et 2 autres, dans le fichier CSV/)
    expect(page.findAll('[style*=width]').every(bar => bar.element.closest('[aria-hidden=true]') !== null)).toBe(true)
    expect(page.get('a[download]').attributes('href')).toBe('/api/runs/figures.csv?from=2026-01-01&to=2026-12-31&workflow=gandi-transfer&lang=fr')
  })

  test('keeps what was chosen in the address', async () => {
    const { page, router, server } = await open()
    const [workflow, year] = page.findAll('select')
    expect(year?.findAll('option').map(option => option.text())).toEqual(['2026', '2025', '2024', 'Entre deux dates'])
    await workflow?.setValue('move')
    await flushPromises()
    await year?.setValue('days')
    await flushPromises()
    await page.get('input[type=date]').setValue('2026-03-01')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ workflow: 'move', from: '2026-03-01', to: '2026-12-31' })
    expect(server.asked.at(-1)?.path).toBe('/runs/figures?workflow=move&from=2026-03-01&to=2026-12-31')
  })

  test('says so where nothing is, where nothing ended, and where it could not be worked out', async () => {
    const none = { began: 0, finished: 0, givenUp: 0, goingOn: 0 }
    expect((await open('/parcours/bilan', { workflows: [], since: null, figures: null })).page.text()).toContain('Pas encore de quoi faire un bilan')
    expect((await open('/parcours/bilan?year=2024', { ...answer, figures: { ...figures, counts: none, steps: [] } })).page.text()).toContain('Rien entre ces deux dates')
    const begun = (await open('/parcours/bilan', { ...answer, figures: { ...figures, took: null, steps: [] } })).page.text()
    expect(begun).toContain('Aucun parcours n’a abouti')
    expect(begun).toContain('Rien ne s’est arrêté')
    expect((await open('/parcours/bilan', refusal(500, 'unexpected'))).page.text()).toContain('n’a pas pu être établi')
  })
})

test.each([
  [{}, { from: '2026-01-01', to: '2026-12-31' }],
  [{ year: '2024', workflow: 'move' }, { workflow: 'move', from: '2024-01-01', to: '2024-12-31' }],
  [{ from: '2025-03-01', to: '2025-03-09' }, { from: '2025-03-01', to: '2025-03-09' }],
  [{ from: '2025-03-09', to: '2025-03-01', year: 'x' }, { from: '2026-01-01', to: '2026-12-31' }],
  [{ from: '2025-99-01', to: '2025-99-02' }, { from: '2026-01-01', to: '2026-12-31' }],
])('the address %j asks for %j', (query, asked) => {
  const choice = choiceOf(query, 2026)
  expect(askedFor(choice)).toEqual(asked)
  expect(askedFor(choiceOf(addressOf(choice) as Record<string, string>, 1999))).toEqual(asked)
})

test.each([[90_000, '2 min'], [3.52 * HOUR, '3,5 h'], [47 * HOUR, '47 h'], [3.25 * DAY, '3,3 jours'], [41.4 * DAY, '41 jours']])('%d ms is %s', (ms, words) => {
  expect(spanOf(ms, 'fr').replace(/\s/g, ' ')).toBe(words)
})
