import { expect, test } from 'vitest'
import type { ZoneComparison as Comparison, ZoneRow } from '../../../server/dns/zone/contract.ts'
import { show } from '../testing/show.ts'
import ZoneComparison from './ZoneComparison.vue'

const row = (parts: Partial<ZoneRow>): ZoneRow => ({ name: 'exemple.org.', type: 'A', old: ['192.0.2.1'], new: ['192.0.2.1'], expected: [], oldTtl: 3600, newTtl: 3600, category: 'same', why: null, ...parts })
const comparison: Comparison = {
  zone: 'exemple.org.',
  rows: [
    row({ type: 'A', new: ['192.0.2.9'], expected: ['192.0.2.9'], category: 'expectedChange', why: { fr: 'Changement prévu.', en: 'A change that was planned.' } }),
    row({ name: 'blog.exemple.org.', type: 'CNAME', old: ['a.exemple.net.'], new: [], newTtl: null, expected: ['b.exemple.net.'], category: 'missing', why: { fr: 'Ce qui était prévu n’est pas là.', en: 'x' } }),
    row({ name: 'www.exemple.org.' }),
    row({ name: 'ftp.exemple.org.' }),
  ],
  objections: [{ kind: 'no-mail', name: 'exemple.org.', why: { fr: 'Le domaine n’a plus de serveur de courrier.', en: 'x' } }],
  handOver: { lines: 'exemple.org. 300 IN CAA 0 issue "x"', where: { fr: 'dans le fichier de zone', en: 'x' } },
}
const open = async (of: Comparison = comparison) => (await show(ZoneComparison, { props: { comparison: of } })).wrapper
const names = (page: Awaited<ReturnType<typeof open>>) => page.findAll('[role=rowheader]').map(cell => cell.text())

test('what to stop for comes first, then what differs; what is the same is shown when asked for', async () => {
  const page = await open()
  expect(page.text()).toMatch(/À vérifier avant de continuer.*exemple\.org · Le domaine n’a plus de serveur de courrier\./su)
  expect(names(page)).toEqual(['exemple.org A', 'blog.exemple.org CNAME'])
  const filters = page.findAll('[role=group] button')
  expect(filters.map(filter => `${filter.text()} ${filter.attributes('aria-pressed')}`)).toEqual(['Manque ou diffère 1 true', 'Changement prévu 1 true', 'Identique 2 false'])
  await filters[2]?.trigger('click')
  expect(names(page)).toHaveLength(4)
  for (const filter of filters) await filter.trigger('click')
  expect(page.text()).toContain('Rien à montrer avec ce choix')
})

test('signs that differ are marked, and what was planned is said where it is not there', async () => {
  const page = await open()
  expect(page.findAll('mark').map(mark => mark.text())).toEqual(['1', '9', 'a.exemple.net.', 'b.exemple.net.'])
  const cells = page.findAll('[role=row]')[2]!.findAll('[role=cell]').map(cell => cell.text())
  expect(cells[1]).toMatch(/rien.*Prévu.*b\.exemple\.net\./su)
  expect(cells[2]).toBe('Manque ou diffèreCe qui était prévu n’est pas là.')
})

test('it is taken away as a text, and the lines for an administrator are there to copy', async () => {
  const page = await open()
  const link = page.get('a[download="exemple.org.txt"]')
  const text = decodeURIComponent(link.attributes('href')?.split(',')[1] ?? '')
  for (const line of ['! exemple.org. Le domaine n’a plus de serveur de courrier.', '- exemple.org. 3600 A 192.0.2.1', '+ exemple.org. 3600 A 192.0.2.9', '? blog.exemple.org.  CNAME b.exemple.net.', '  www.exemple.org. 3600 A 192.0.2.1', 'exemple.org. 300 IN CAA 0 issue "x"']) expect(text.split('\n')).toContain(line)
  expect(page.get('pre').text()).toBe('exemple.org. 300 IN CAA 0 issue "x"')
  expect(page.text()).toContain('Ces lignes se posent à la main dans le fichier de zone.')
})

test('where everything is the same, that is shown; where there is nothing, that is said', async () => {
  expect(names(await open({ ...comparison, rows: comparison.rows.slice(2), objections: [], handOver: null }))).toHaveLength(2)
  expect((await open({ ...comparison, rows: [], objections: [], handOver: null })).text()).toContain('Aucun enregistrement')
})
