import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { renderTemplate } from './templates.ts'

const folder = mkdtempSync(join(tmpdir(), 'templates-'))
afterAll(() => rmSync(folder, { recursive: true }))

let made = 0
function template(content: string, ending = '.txt.hbs') {
  const path = join(folder, `${++made}${ending}`)
  writeFileSync(path, content)
  return path
}

test('fills in what it is given', () => {
  expect(renderTemplate(template('Bonjour {{member.name}}, {{#each domains}}{{this}} {{/each}}'), { member: { name: 'Zoé & Léo' }, domains: ['a.fr', 'b.fr'] })).toBe('Bonjour Zoé & Léo, a.fr b.fr ')
})

test('escapes in HTML', () => {
  expect(renderTemplate(template('<p>{{name}}</p>', '.html.hbs'), { name: '<script>' })).toBe('<p>&lt;script&gt;</p>')
})

test('a missing variable is an error', () => {
  expect(() => renderTemplate(template('{{nmae}}'), { name: 'x' })).toThrow('nmae')
  expect(() => renderTemplate(template('{{member.name}}'), { member: {} })).toThrow('name')
})

test.each(['{{#if x}}a{{/if}}', '{{#unless x}}a{{/unless}}', '{{#each x}}a{{/each}}', '{{#with x}}a{{/with}}'])('a missing variable of %s is an error', (content) => {
  expect(() => renderTemplate(template(content), {})).toThrow('in line 1 has no value')
  expect(() => renderTemplate(template(content), { x: false })).not.toThrow()
})

test('text keeps its lines in HTML', () => {
  expect(renderTemplate(template('{{lines text}}', '.html.hbs'), { text: 'a\n<b>' })).toBe('a<br>\n&lt;b&gt;')
})

test.each(['constructor', '__proto__', 'toString'])('%s is out of reach', (name) => {
  expect(renderTemplate(template(`[{{data.${name}}}]`), { data: {} })).toBe('[]')
})

test('a file is read once', () => {
  const path = template('{{n}}')
  expect(renderTemplate(path, { n: 1 })).toBe('1')
  writeFileSync(path, 'changed')
  expect(renderTemplate(path, { n: 2 })).toBe('2')
})

test('a file that is not there is an error that names it', () => {
  expect(() => renderTemplate('fr/nothing.hbs', {})).toThrow('nothing.hbs')
})
