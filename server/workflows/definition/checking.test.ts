import { describe, expect, test } from 'vitest'
import { problemsOf } from './checking.ts'
import { Definition } from './schema.ts'

const t = (fr: string, en = fr) => ({ fr, en })
const task = (id: string, more: object = {}) => ({ kind: 'task', id, title: t(id), why: t('x'), how: t('x'), ...more })
const act = (id: string, more: object = {}) => task(id, { kind: 'action', uses: 'dns.switch', ...more })
const gate = (id: string, more: object = {}) => task(id, { kind: 'gate', ...more })
const each = (id: string, steps: object[], more: object = {}) => task(id, { kind: 'each', over: 'start.domains', steps, ...more, how: undefined })
const text = { name: 'text', label: t('x') }
const secret = { name: 'code', label: t('x'), type: 'secret' }
const form = (id: string, fields: object[] = [text, secret], more: object = {}) => task(id, { kind: 'form', fields, ...more })
const START = [{ name: 'domains', label: t('x'), type: 'long' }, { name: 'password', label: t('x'), type: 'secret' }]

const definition = (steps: object[], more: object = {}) => Definition.parse({ workflow: 'w1', title: t('W'), start: START, steps, ...more })
const ports = {
  actions: { 'dns.switch': { takes: { needed: [], optional: ['zone'] }, gives: ['serial'], undo: () => {} }, 'mail.send': { irreversible: true }, 'any.thing': {} },
  probes: { 'web.answers': { takes: { needed: ['url'] }, gives: ['status'] } },
}

const saying = (problems: ReturnType<typeof problemsOf>) => problems.map(({ level, step, says }) => `${level} ${step ?? '-'}: ${says}`)

describe('nothing is wrong with', () => {
  test.each([
    ['one task', [task('a')], {}],
    ['conditions over what came before', [form('a'), task('b', { when: 'a.text == "x" && has(a.code) && has(start.password)', title: t('{{a.text}}') })], { subject: t('{{start.domains}}') }],
    ['an irreversible step behind a gate', [gate('g', { shows: ['b'] }), task('a'), act('b', { irreversible: true })], {}],
    ['a gate with the condition of what it guards', [form('f'), gate('g', { when: 'f.text == "x"' }), act('b', { irreversible: true, when: 'f.text == "x"' })], {}],
    ['a gate before an each', [gate('g'), each('e', [act('b', { irreversible: true, with: { zone: 'item' } })])], {}],
    ['what an each knows', [form('f'), each('e', [form('x'), task('y', { when: 'x.text == f.text && item.name != ""' })], { name: 'item.name' }), task('z', { when: 'e.count > 0' })], {}],
    ['a secret that is handed on unopened', [form('f'), act('b', { with: { zone: 'f.code' } })], {}],
    ['results of ports', [act('a'), task('p', { kind: 'probe', uses: 'web.answers', with: { url: '"https://x.fr"' } }), task('b', { when: 'a.serial > 1 && p.status == 200' })], {}],
  ])('%s', (...[, steps, more]) => {
    expect(saying(problemsOf(definition(steps, more), ports))).toEqual([])
  })
})

describe('names and order', () => {
  test.each<[string, object[], RegExp[], object?]>([
    ['two steps of one name', [task('a'), task('a', { after: [] })], [/^error a: Two steps have this name/]],
    ['a name that conditions use', [task('start'), task('int')], [/^error start: “start” has a meaning/, /^error int: “int” has a meaning/]],
    ['an inner step like an outer one', [task('a'), each('e', [task('a')])], [/^error e\/a: “a” is also a step outside/]],
    ['an unknown phase', [task('a', { phase: 'p' })], [/^error a: There is no phase “p”/]],
    ['two phases of one name', [task('a')], [/^error -: Two phases are called “p”/], { phases: [{ id: 'p', title: t('P') }, { id: 'p', title: t('P') }] }],
    ['after nothing', [task('a', { after: ['z'] }), task('b')], [/^error a: It comes after “z”, and there is no such step\. Correct/, /^error b: It is never reached: it comes after “z”, which does not exist/]],
    ['a step after an inner one', [each('e', [task('x')]), task('b', { after: ['x'] })], [/^error b: It comes after “x”/]],
    ['a circle', [task('a', { after: ['c'] }), task('b'), task('c'), task('d')], [/^error a: It waits for itself: “a” comes after “c” comes after “b” comes after “a”/, /^error d: It is never reached: it comes after “\w”, which waits for itself/]],
    ['itself', [task('a', { after: ['a'] })], [/^error a: It waits for itself/]],
    ['two fields of one name', [form('f', [text, text])], [/^error f: Two fields are called “text”/]],
    ['a choice without options', [form('f', [{ ...text, type: 'choice' }])], [/^error f: The field “text” is a choice without options/]],
    ['options without a choice', [form('f', [{ ...text, options: [{ value: 'a', label: t('A') }] }])], [/^warning f: The field “text” has options/]],
    ['an option twice', [form('f', [{ ...text, type: 'choice', options: [{ value: 'a', label: t('A') }, { value: 'a', label: t('B') }] }])], [/offers “a” twice/]],
    ['an impossible example', [form('f', [{ ...text, type: 'date', example: 'soon' }])], [/^warning f: The example of “text”/]],
  ])('%s', (...[, steps, says, more]) => {
    const said = saying(problemsOf(definition(steps, more)))
    says.forEach((one, i) => expect(said[i]).toMatch(one))
    expect(said).toHaveLength(says.length)
  })
})

describe('kinds', () => {
  test.each<[string, object[], RegExp[]]>([
    ['irreversible without a gate', [act('a', { irreversible: true })], [/^error a: It cannot be taken back, and nobody is asked before/]],
    ['a gate beside it', [gate('g'), act('a', { irreversible: true, after: [] })], [/nobody is asked before/]],
    ['a gate after it', [act('a', { irreversible: true }), gate('g')], [/^error a: .*nobody is asked before/]],
    ['a gate of another item', [each('e', [gate('g'), act('a', { irreversible: true, after: [] })])], [/^error e\/a: .*nobody is asked before/]],
    ['a gate that may be skipped', [form('f'), gate('g', { when: 'f.text == "x"' }), act('a', { irreversible: true })], [/^error a: .*may be skipped/]],
    ['irreversible and undone', [gate('g'), act('a', { irreversible: true, undo: true })], [/^error a: It is said to be irreversible/]],
    ['an action that is irreversible', [gate('g'), act('a', { uses: 'mail.send' })], [/^error a: What “mail.send” does cannot be taken back/]],
    ['an undo that the port has not', [gate('g'), act('a', { uses: 'mail.send', irreversible: true, undo: true })], [/^error a: It is said/, /^error a: “mail.send” cannot take back/]],
    ['an unknown port', [act('a', { uses: 'web.answers' })], [/^error a: There is no “web.answers” to use here\. What there is: any.thing, dns.switch, mail.send\./]],
    ['a port called like a part of every object', [act('a', { uses: 'constructor' })], [/There is no “constructor”/]],
    ['what a port does not take', [act('a', { with: { url: '1' } })], [/^error a: “dns.switch” takes no “url”\. What it takes: zone/]],
    ['what a port needs', [task('a', { kind: 'probe', uses: 'web.answers' })], [/^error a: “web.answers” needs “url”/]],
    ['an unknown probe of a task', [task('a', { probe: { uses: 'dns.switch' } })], [/^error a: There is no “dns.switch”/]],
    ['shows nothing', [gate('g', { shows: ['z'] }), task('a')], [/^error g: It shows “z”, and there is no such/]],
    ['shows what came before', [task('a'), gate('g', { shows: ['a'] })], [/^error g: It shows “a”, which does not wait/]],
    ['a role for the member', [task('a', { who: 'member', role: 'tech' })], [/^error a: The member is asked, and no role can be/]],
    ['a member who is not told', [task('a', { who: 'member', shown: false })], [/^warning a: The member is asked/]],
    ['a timer without an end', [task('a', { kind: 'timer', how: undefined })], [/^error a: It does not say how long/]],
    ['a timer with two ends', [task('a', { kind: 'timer', for: '1d', until: '"2027-01-01"' })], [/^error a: It has both/]],
  ])('%s', (...[, steps, says]) => {
    const said = saying(problemsOf(definition(steps), ports))
    says.forEach((one, i) => expect(said[i]).toMatch(one))
    expect(said).toHaveLength(says.length)
  })
})

describe('expressions and texts', () => {
  test.each<[string, object[], RegExp[], object?]>([
    ['an expression that cannot be read', [task('a', { when: '1 +' })], [/^error a: `when` cannot be read: Unexpected/]],
    ['a step that comes later', [task('a', { when: 'b.evidence != ""' }), task('b')], [/^error a: In `when`, “b” is not known yet/]],
    ['a step beside', [form('a'), task('b', { after: [], when: 'a.text == ""' })], [/^error b: In `when`, “a” is not known yet/]],
    ['a step that nobody knows', [task('a', { title: t('{{zone.x}}') })], [/^error a: In its title \(fr\), “zone” means nothing/, /\(en\)/]],
    ['a field that is not asked for', [form('a'), task('b', { when: 'a.nope == "" || start.nope == ""' })], [/“a.nope” means nothing: “a” gives text, code/, /“start.nope” means nothing: no such field/]],
    ['the result of a gate', [gate('g'), task('b', { when: 'g.agreed' })], [/“g” gives nothing/]],
    ['a result that the port does not give', [act('a'), task('b', { when: 'a.nope' })], [/“a” gives serial/]],
    ['an inner step outside', [each('e', [form('x')]), task('b', { when: 'x.text == ""' })], [/^error b: In `when`, “x” means nothing/]],
    ['an item outside', [task('a', { when: 'item.x' })], [/“item” means nothing: it is only known/]],
    ['an item in its own list', [each('e', [task('x')], { over: 'item.list' })], [/`over`, “item” means nothing/]],
    ['a secret in a text', [form('a'), task('b', { how: t('{{a.code}}') })], [/^error b: In its `how` \(fr\), “a.code” is a secret/, /\(en\)/]],
    ['a secret in a condition', [task('b', { when: 'start.password == "x"' })], [/“start.password” is a secret/]],
    ['a secret that would be opened', [form('a'), act('b', { with: { zone: 'a.code + "x"' } })], [/^error b: In `with.zone`, “a.code” is a secret/]],
    ['always', [task('a', { when: '1 < 2' })], [/^warning a: `when` is always true/]],
    ['never', [task('a', { when: 'false' })], [/^error a: It is never reached/]],
    ['neither', [task('a', { when: '"yes"' })], [/^error a: `when` is neither true nor false/]],
    ['a text that knows nothing yet', [task('a')], [/^error -: In the label of “domains” \(fr\), “start” means nothing/], { start: [{ ...START[0], label: { fr: '{{start.x}}', en: 'x' } }] }],
    ['braces that are not closed', [task('a', { why: { fr: '{{start', en: 'x' } })], [/^warning a: In its `why` \(fr\), a {{ is never closed/]],
    ['a title in one language', [task('a', { title: { fr: 'A' } })], [/^error a: Its title is missing in English\.$/]],
    ['no title', [task('a', { title: {} })], [/^error a: Its title is missing in French and in English/]],
    ['half a text', [task('a', { checked: { en: 'x' } })], [/^error a: Its `checked` is missing in French/]],
    ['a message without words', [task('a', { kind: 'message', text: {} })], [/^error a: Its text is missing in French and/]],
    ['what a phase says, in one language, of what is not known', [task('a')], [/^error -: In what the phase “p” says .fr., “a” means nothing/, /^error -: What the phase “p” says is missing in English/], { phases: [{ id: 'p', title: t('P'), says: { fr: '{{a.evidence}}' } }] }],
    ['a phase in one language', [task('a')], [/^error -: The phase “p” is missing in English/], { phases: [{ id: 'p', title: { fr: 'P' } }] }],
    ['nothing explained', [task('a', { why: undefined, how: undefined })], [/^warning a: Nobody is told why/, /^warning a: Nobody is told how/]],
  ])('%s', (...[, steps, says, more]) => {
    const said = saying(problemsOf(definition(steps, more), ports))
    says.forEach((one, i) => expect(said[i]).toMatch(one))
    expect(said).toHaveLength(says.length)
  })

  test('errors come first', () => {
    expect(problemsOf(definition([task('a', { why: undefined }), task('b', { when: '1 +' })])).map(({ level }) => level)).toEqual(['error', 'warning'])
  })
})
