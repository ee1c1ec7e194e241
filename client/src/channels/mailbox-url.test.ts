import { expect, test } from 'vitest'
import { imapUrl } from './mailbox-url.ts'

test.each([
  [{ host: 'mail.coop.example', user: 'support@coop.example', password: 'p@ss/w%#rd', folder: '' }, 'imaps://support%40coop.example:p%40ss%2Fw%25%23rd@mail.coop.example/INBOX'],
  [{ host: ' mail.coop.example:1993 ', user: 'u', password: 'p', folder: 'Aide/Boîte' }, 'imaps://u:p@mail.coop.example:1993/Aide%2FBo%C3%AEte'],
])('%j', (access, url) => {
  expect(imapUrl(access)).toBe(url)
  expect(decodeURIComponent(new URL(url).password)).toBe(access.password)
})
