import { expect, test } from 'vitest'
import { readMessageId, readMessageIds } from './message-ids.ts'

test.each([
  [['<a@x> <b@x>'], ['<a@x>', '<b@x>']],
  [['<a@x><b@x>\t<a@x>'], ['<a@x>', '<b@x>']],
  [['Votre message du 3 nov. <a@x> (comment)'], ['<a@x>']],
  [['a@x b@x'], ['<a@x>', '<b@x>']],
  [['<a@x> <coupé'], ['<a@x>']],
  [['<a@ x>'], ['<a@x>']],
  [['<a@x>', 'b@x'], ['<a@x>', '<b@x>']],
  [['<sans-arobase>'], ['<sans-arobase>']],
  [['', '<>', '   '], []],
])('%j', (values, expected) => { expect(readMessageIds(values)).toStrictEqual(expected) })

test.each([
  [['  <A.b@X>  '], '<A.b@X>'],
  [['sans-crochets@x'], '<sans-crochets@x>'],
  [['', '<b@x>'], '<b@x>'],
  [['<ouvert@x'], '<ouvert@x>'],
  [['bizarre'], '<bizarre>'],
  [['<>'], null],
  [[], null],
])('the one id of %j', (values, expected) => { expect(readMessageId(values)).toBe(expected) })
