import { expect, test } from 'vitest'
import { stage } from './stage.ts'

test('parts that run together are read one after the other', () => {
  const read: string[] = []
  const announce = stage(text => read.push(text))
  const first = announce('# first')
  const second = announce('# second')

  second.say('b1')
  expect(read).toEqual(['# first'])
  first.say('a1')
  second.end()
  expect(read).toEqual(['# first', 'a1'])
  first.end()
  expect(read).toEqual(['# first', 'a1', '# second', 'b1'])
})
