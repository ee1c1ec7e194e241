import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mailLocale, mailLocales, mailNames, mailSamples, renderMail, sampleMail } from './mail-templates.ts'

const FOLDER = join(import.meta.dirname, '../../mail-templates')
const samples = mailSamples()
const all = mailNames().flatMap(name => mailLocales.map(locale => [name, locale] as const))

test('every mail has its twins: each language, text and HTML, and a sample that is its own', () => {
  const wanted = mailNames().flatMap(name => [`${name}.html.hbs`, `${name}.txt.hbs`]).sort()
  for (const locale of mailLocales) expect([locale, readdirSync(join(FOLDER, locale)).sort()]).toEqual([locale, wanted])
  expect(Object.keys(samples).sort()).toEqual(mailNames())
  for (const name of mailNames()) expect([name, Object.keys(samples[name] ?? {}).sort()]).toEqual([name, [...mailLocales].sort()])
})

describe.each(all)('%s in %s', (name, locale) => {
  const data = samples[name]?.[locale] ?? {}
  const source = (kind: string) => readFileSync(join(FOLDER, locale, `${name}.${kind}.hbs`), 'utf8')

  test('it is written, in words and in HTML of that language', () => {
    const { subject, text, html } = renderMail(name, locale, data)
    expect(subject).not.toBe('')
    expect(text.length).toBeGreaterThan(30)
    expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${locale}">`))
    expect(subject + text + html).not.toMatch(/\{\{|undefined|\[object/)
  })
  test.each(Object.keys(data))('it uses %s, and is not written without', (variable) => {
    expect(`${source('txt')}${source('html')}`).toContain(variable)
    const rest = Object.fromEntries(Object.entries(data).filter(([one]) => one !== variable))
    expect(() => renderMail(name, locale, rest)).toThrow(/not defined|lack/)
  })
  test('what is filled in is escaped, and stays within its line of the head', () => {
    const hostile = Object.fromEntries(Object.entries(data).map(([variable, value]) => [variable, Array.isArray(value) ? ['<script>x</script>'] : `${String(value)}\n<script>x</script>`]))
    const { subject, html } = renderMail(name, locale, hostile)
    expect(subject).not.toContain('\n')
    expect(html).not.toContain('<script>')
  })
  test('nothing is fetched from anywhere to show it', () => {
    expect(renderMail(name, locale, data).html).not.toMatch(/<(img|link|script|iframe)|url\(|@import/i)
  })
  test('the text is as wide as a terminal', () => {
    if (name === 'ticket-replied' || name === 'ticket-asked') return
    for (const line of renderMail(name, locale, data).text.split('\n')) if (!line.startsWith('http')) expect(line.length).toBeLessThanOrEqual(78)
  })
})

test('a mail from a person has nothing of a newsletter about it', () => {
  expect(sampleMail('ticket-replied', 'fr')?.html).not.toMatch(/<table|background-color/)
})

test('the acknowledgement is given nothing that the sender wrote', () => expect(Object.keys(samples['ticket-received']?.['fr'] ?? {}).sort()).toEqual(['house', 'link', 'reference']))

test.each([['fr', 'fr'], ['en', 'en'], ['de', 'fr'], [null, 'fr']])('somebody who reads %s is written to in %s', (locale, expected) => expect(mailLocale(locale)).toBe(expected))

test.each(['nothing', 'constructor', '../demo/x'])('there is no mail named %s', name => expect(sampleMail(name, 'fr')).toBeUndefined())
