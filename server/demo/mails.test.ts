import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { mailParser } from '../adapters/mail-parser.ts'
import { renderDemoMail } from './actions/load.ts'
import { acts } from './acts.ts'
import { instantOf } from './dates.ts'
import { mails } from './mails.ts'
import { messageIdOf } from './raw.ts'

const folder = join(import.meta.dirname, '../../mail-templates/demo')
const loadedAt = Date.UTC(2026, 10, 22, 7, 50, 30)
const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

const rendered = mails.map(({ name, at, answers }) => {
  const instant = instantOf(at, loadedAt)
  return { name, instant, bytes: renderDemoMail({ name, at: instant, answers }, loadedAt) }
})
const sourceOf = (name: string) => readFileSync(join(folder, `${name}.eml.hbs`), 'utf8')

test('every template is a message of the demonstration', () => {
  expect(readdirSync(folder).sort()).toEqual(mails.map(({ name }) => `${name}.eml.hbs`).sort())
})

test('they come in order, each with an id of its own', () => {
  const instants = rendered.map(({ instant }) => instant)
  expect(instants).toEqual([...instants].sort((a, b) => a - b))
  expect(new Set(rendered.map(({ bytes }) => messageIdOf(bytes))).size).toBe(mails.length)
})

test('agents act on messages that came before', () => {
  for (const act of acts) {
    const about = rendered.find(({ name }) => name === act.about)
    expect(about?.instant, act.about).toBeLessThan(instantOf(act.at, loadedAt))
  }
})

describe.each(rendered)('$name', ({ name, instant, bytes }) => {
  test('says which data it takes', () => {
    const source = sourceOf(name)
    const used = [...new Set([...source.matchAll(/\{\{([\w.]+)\}\}/g)].map(([, variable]) => variable))].sort()
    expect(source.split('\n')[0]).toBe(`{{!-- data: ${used.join(', ')} --}}`)
  })

  test('is understood without a problem', async () => {
    const understood = await parser.parse({ bytes })
    if (!('mail' in understood)) throw new Error(understood.unreadable)
    const { problems, from, date, text, messageId } = understood.mail
    // One member pastes a password, and quotes it once more in his next message.
    expect(problems).toEqual(/mot de passe\s*:/.test(text) ? ['contains-secret'] : [])
    expect(date).toBe(Math.floor(instant / 1000) * 1000)
    expect(messageId).toBe(messageIdOf(bytes))
    expect(text).not.toMatch(/�|Ã|=C3|\{\{/)
    expect(from?.name).not.toMatch(/�|Ã|=\?/)
  })

  test('names nobody outside the domains kept for examples', () => {
    const text = Buffer.from(bytes).toString('latin1').replaceAll('=\r\n', '')
    const domains = [...text.matchAll(/(?:@|https?:\/\/)([a-z][\w-]*(?:\.[\w-]+)+)/gi)].map(([, domain]) => domain)
    expect(domains).not.toEqual([])
    expect(domains.filter(domain => !domain?.endsWith('.example'))).toEqual([])
  })
})
