import { expect, test } from 'vitest'
import type { RunDetail } from '../../../server/workflows/contract.ts'
import { said } from '../testing/given-runs.ts'
import { momentsOf } from './moments.ts'

const event = (number: number, type: string, what = 'Vérifier'): RunDetail['events'][number] => ({ number, at: number, actor: { kind: 'system', name: '' }, type, title: said(what), item: null, says: `le ${number}` })

test('the latest comes first, and a look that is repeated is one line with what the last one saw', () => {
  const moments = momentsOf([event(1, 'acted'), event(2, 'seen'), event(3, 'seen'), event(4, 'seen', 'Autre'), event(5, 'failed'), event(6, 'failed')])
  expect(moments.map(({ number, times }) => [number, times])).toEqual([[6, 1], [5, 1], [4, 1], [3, 2], [1, 1]])
})
