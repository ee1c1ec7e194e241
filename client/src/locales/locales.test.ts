import { expect, test } from 'vitest'
import { en as enAtFirst } from './en.ts'
import { boarding as enOfBoard } from './en/boarding.ts'
import { changing as enOfChanges } from './en/changing.ts'
import { composing as enOfComposing } from './en/composing.ts'
import { dns as enOfZones } from './en/dns.ts'
import { figuring as enOfFigures } from './en/figuring.ts'
import { hosting as enOfHosting } from './en/hosting.ts'
import { sourcing as enOfSources } from './en/sourcing.ts'
import { running as enOfRuns } from './en/running.ts'
import { surveying as enOfSurveys } from './en/surveying.ts'
import { fr as frAtFirst } from './fr.ts'
import { boarding as frOfBoard } from './fr/boarding.ts'
import { changing as frOfChanges } from './fr/changing.ts'
import { composing as frOfComposing } from './fr/composing.ts'
import { dns as frOfZones } from './fr/dns.ts'
import { figuring as frOfFigures } from './fr/figuring.ts'
import { hosting as frOfHosting } from './fr/hosting.ts'
import { running as frOfRuns } from './fr/running.ts'
import { sourcing as frOfSources } from './fr/sourcing.ts'
import { surveying as frOfSurveys } from './fr/surveying.ts'

// With those that are fetched with a page.
const fr = { ...frAtFirst, ...frOfSources, ...frOfRuns, ...frOfBoard, ...frOfChanges, ...frOfComposing, ...frOfZones, ...frOfHosting, ...frOfSurveys, ...frOfFigures }
const en = { ...enAtFirst, ...enOfSources, ...enOfRuns, ...enOfBoard, ...enOfChanges, ...enOfComposing, ...enOfZones, ...enOfHosting, ...enOfSurveys, ...enOfFigures }

type Tree = { [name: string]: string | Tree }

function sentences(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]) => typeof value === 'string' ? [[`${path}${name}`, value]] : sentences(value, `${path}${name}.`))
}
const places = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
const [french, english] = [new Map(sentences(fr)), new Map(sentences(en))]

test('each sentence has its English, with the same blanks and as many forms', () => {
  const unlike = [...french].filter(([path, sentence]) => {
    const translated = english.get(path) ?? ''
    return places(translated).join() !== places(sentence).join() || translated.split('|').length !== sentence.split('|').length
  })
  expect(unlike).toEqual([])
})

test('French is set as French is set: curly apostrophes, and no space that may end a line before a sign', () => {
  expect([...french].filter(([, sentence]) => /['"]|\.\.\.| [:;!?»]|« /.test(sentence))).toEqual([])
})

const sources = import.meta.glob<string>(['../**/*.{vue,ts}', '!../**/*.test.ts'], { query: '?raw', import: 'default', eager: true })

test('every sentence that is asked for exists, and every one that exists is asked for', () => {
  const code = Object.entries(sources).filter(([file]) => !file.startsWith('./')).map(([, text]) => text).join('\n')
  const asked = [...code.matchAll(/['`]([a-z]+\.[\w-]+(?:\.[\w-]+)*)['`]|keypath="([^"]+)"/gi)].map(([, path, keypath]) => path ?? keypath ?? '').filter(path => Object.hasOwn(fr, path.split('.')[0] ?? ''))
  expect(asked.filter(path => !french.has(path))).toEqual([])
  // Those whose last word is decided at run time are asked for by their family.
  const families = [...code.matchAll(/`([a-z]+(?:\.[a-z]+)?)\.\$\{/gi)].map(([, family]) => `${family}.`)
  expect([...french.keys()].filter(path => !asked.includes(path) && !families.some(family => path.startsWith(family)))).toEqual([])
})
