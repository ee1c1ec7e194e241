import { afterAll, expect, test } from 'vitest'
import { messageHtml } from './message-html.ts'

const html = messageHtml()
afterAll(() => html.close())

const showing = { messageId: 7, language: 'fr', withPictures: true, inside: new Map([['logo', 3]]) } as const
const message = (length: number) => `<p>${'a '.repeat(length)}</p><script>x()</script><img data-src="https://x.example/a.png" width="20"><img src="cid:logo">`

test.each([['short', 10], ['long', 40_000]])('what is %s is shown in the same way, wherever it is read', async (_what, length) => {
  const shown = await html.shown(message(length), showing)
  expect(shown).toContain('/api/messages/7/pictures/1')
  expect(shown).toContain('/api/messages/7/attachments/3/picture')
  expect(shown).not.toContain('script')
  expect(await html.remotePictures(message(length))).toEqual([{ address: 'https://x.example/a.png', isTracker: false }])
})

test('while much is read, others are answered', async () => {
  const slow = html.shown('<b>a</b>&amp;'.repeat(30_000), showing)
  const first = await Promise.race([slow.then(() => 'much'), html.shown(message(10), showing).then(() => 'little')])
  expect(first).toBe('little')
  await slow
})
