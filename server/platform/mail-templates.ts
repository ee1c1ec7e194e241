import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderTemplate } from './templates.ts'

const FOLDER = join(import.meta.dirname, '../../mail-templates')

/** The languages that mail is written in. */
export const mailLocales = ['fr', 'en'] as const
export type MailLocale = (typeof mailLocales)[number]

/** A mail in words: one line, a text, and the same as HTML. */
export type RenderedMail = { subject: string, text: string, html: string }

/** The language to write in to somebody whose language is this one; French for whoever has none of ours. */
export const mailLocale = (locale: string | null | undefined): MailLocale => mailLocales.find(one => one === locale) ?? 'fr'

/**
 * The mail of that name in that language, from `mail-templates/LOCALE/NAME.txt.hbs` (whose first line is its subject) and `NAME.html.hbs`.
 * A variable that `data` lacks is an error, not a gap.
 */
export function renderMail(name: string, locale: MailLocale, data: Record<string, unknown>): RenderedMail {
  const [head = '', ...body] = renderTemplate(`${locale}/${name}.txt.hbs`, data).split('\n')
  const [, subject] = /^Subject: (.+)$/.exec(head) ?? []
  if (subject === undefined) throw new Error(`mail-templates/${locale}/${name}.txt.hbs does not begin with its subject`)
  return { subject: subject.replace(/\s+/g, ' ').trim(), text: `${body.join('\n').trim()}\n`, html: renderTemplate(`${locale}/${name}.html.hbs`, data) }
}

/** The mails there are, by name. */
export const mailNames = (): string[] => readdirSync(join(FOLDER, 'fr')).flatMap(file => /^(.+)\.txt\.hbs$/.exec(file)?.[1] ?? []).sort()

type Samples = Record<string, Record<string, Record<string, unknown>>>

/** What each mail may be filled with to be looked at, by name and language. */
export const mailSamples = (): Samples => JSON.parse(readFileSync(join(FOLDER, 'samples.json'), 'utf8')) as Samples

/** The mail of that name as it looks with its sample; undefined when there is none of that name. */
export function sampleMail(name: string, locale: MailLocale): RenderedMail | undefined {
  const samples = mailSamples()
  const data = Object.hasOwn(samples, name) ? samples[name]?.[locale] : undefined
  return data && renderMail(name, locale, data)
}
