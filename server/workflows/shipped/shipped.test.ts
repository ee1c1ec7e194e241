import { expect, test } from 'vitest'
import { problemsOf } from '../definition/checking.ts'
import { placesOf } from '../definition/checking/places.ts'
import { textsBefore, textsOf } from '../definition/checking/texts.ts'
import { readDefinition } from '../definition/reading.ts'
import { shippedFiles } from '../publishing/actions/load-shipped.ts'

// What the ports of every installation say of themselves.
const ports = {
  actions: { 'ticket.note': { takes: { needed: ['text'] }, gives: [] }, 'ticket.status': { takes: { needed: ['status'] }, gives: [] } },
  probes: {
    'web.answers': { takes: { needed: ['url'] } },
    'web.certificate': { takes: { needed: ['host'] }, gives: ['expires', 'issuer'] },
    'dns.resolves': { takes: { needed: ['name', 'type'], optional: ['expected'] } },
  },
}
const files = await shippedFiles()

test('there are some', () => {
  expect(files.map(({ file }) => file)).toEqual(expect.arrayContaining(['certificate.yaml', 'incident.yaml', 'new-account.yaml', 'restore.yaml']))
})

test.each(files)('$file is named like its file, and has neither errors nor warnings', ({ file, yaml }) => {
  const read = readDefinition(yaml)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  expect(`${read.definition.workflow}.yaml`).toBe(file)
  expect(problemsOf(read.definition, ports)).toEqual([])
})

test.each(files)('$file is set as French and English are', ({ yaml }) => {
  const read = readDefinition(yaml)
  if ('problems' in read) throw new Error('not read')
  const texts = [...textsBefore(read.definition), ...placesOf(read.definition).flatMap(textsOf)].map(({ text }) => text)
  const said = (language: 'fr' | 'en') => texts.map(text => text[language].replaceAll(/\{\{.*?\}\}/g, 'x'))
  expect(said('fr').filter(words => /'|"| [:;?!»]|« |[^\s\u00A0:/\d][;?!](\s|$)/.test(words)), 'French').toEqual([])
  expect(said('en').filter(words => /'|"|[ \u00A0][:;?!]/.test(words)), 'English').toEqual([])
})
