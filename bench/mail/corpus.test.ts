import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { corpus } from './corpus.ts'

test('the same seed makes the same mail, another seed makes other mail', () => {
  const [first, second, other] = [1, 1, 2].map(seed => corpus({ count: 20, seed }).messages)
  expect(first).toEqual(second)
  expect(first).not.toEqual(other)
})

test('every text survives its charset and its encoding, and the threads are as many as announced', async () => {
  const { messages, tickets } = corpus({ count: 250, seed: 7, attachments: 0.02 })
  const owner = new Map<string, string>()
  const find = (id: string): string => {
    const next = owner.get(id) ?? id
    return next === id ? id : find(next)
  }
  const ids: string[] = []
  for (const message of messages) {
    const mail = await simpleParser(message)
    expect(`${mail.subject} ${mail.from?.text} ${mail.text}`).not.toMatch(/\uFFFD|Ã|Â|=[0-9A-F]{2}|undefined/)
    const id = mail.messageId ?? ''
    ids.push(id)
    for (const other of [mail.inReplyTo ?? [], mail.references ?? []].flat()) owner.set(find(other), find(id))
  }
  expect(new Set(ids).size).toBe(250)
  expect(new Set(ids.map(find)).size).toBe(tickets)
})

test('huge messages are asked for apart', () => {
  const { messages } = corpus({ count: 4, seed: 3, huge: 1 })
  expect(messages.filter(message => message.length > 25_000_000).length).toBe(1)
})
