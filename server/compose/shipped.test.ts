import { afterAll, expect, test } from 'vitest'
import { compose } from '../compose.ts'
import { configFrom } from '../platform/config.ts'
import { removeFolder, temporaryFolder } from '../testing/children.ts'
import { problemsOf } from '../workflows/definition/checking.ts'
import { placesOf } from '../workflows/definition/checking/places.ts'
import { textsBefore, textsOf } from '../workflows/definition/checking/texts.ts'
import { readDefinition } from '../workflows/definition/reading.ts'
import { shippedFiles } from '../workflows/publishing/actions/load-shipped.ts'

const folder = temporaryFolder('shipped')
const world = compose(configFrom({ PERMANENCE_DATA_DIR: folder, PERMANENCE_DATABASE_URL: `sqlite:${folder}/p.db` }))
const files = await shippedFiles(world.shippedIn)

afterAll(async () => {
  await world.close()
  removeFolder(folder)
})

test('there are some', () => {
  expect(files.map(({ file }) => file)).toEqual(expect.arrayContaining(['certificate.yaml', 'gandi-transfer.yaml', 'incident.yaml', 'new-account.yaml', 'restore.yaml']))
})

test.each(files)('$file is named like its file, and has neither errors nor warnings', ({ file, yaml }) => {
  const read = readDefinition(yaml)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  expect(`${read.definition.workflow}.yaml`).toBe(file)
  expect(problemsOf(read.definition, world.workflows.ports)).toEqual([])
})

// Elsewhere a no is no more than an answer.
test.each(files.filter(({ file }) => /^(gandi-transfer|domain-leaving)\./.test(file)))('$file heeds each yes that it insists on', ({ yaml }) => {
  const asked = [...yaml.matchAll(/id: (\w+)|\{ name: (\w+), type: '?yes'?, (required: false)?/g)].reduce<{ form: string, heeded: string[] }>(({ form, heeded }, [, id, name, optional]) =>
    id ? { form: id, heeded } : { form, heeded: optional ? heeded : [...heeded, `${form}.${name ?? ''}`] }, { form: '', heeded: [] }).heeded
  expect(asked.filter(field => !field.startsWith('.') && !yaml.includes(`!${field}`))).toEqual([])
})

test.each(files)('$file is set as French and English are', ({ yaml }) => {
  const read = readDefinition(yaml)
  if ('problems' in read) throw new Error('not read')
  const texts = [...textsBefore(read.definition), ...placesOf(read.definition).flatMap(textsOf)].map(({ text }) => text)
  const said = (language: 'fr' | 'en') => texts.map(text => text[language].replaceAll(/\{\{[^]*?\}\}/g, 'x'))
  expect(said('fr').filter(words => /'|"| [:;?!»]|« |[^\s\u00A0:/\d][;?!](\s|$)/.test(words)), 'French').toEqual([])
  expect(said('en').filter(words => /'|"|[ \u00A0][:;?!]/.test(words)), 'English').toEqual([])
})
