import { expect, test } from 'vitest'
import { readableSize } from './size.ts'

test.each([[0, 'fr', '0 octet'], [512, 'fr', '512 octets'], [184_320, 'fr', '184 ko'], [1_203_400, 'fr', '1,2 Mo'], [1_203_400, 'en', '1.2 MB'], [5e13, 'en', '50,000 GB']])('%i bytes in %s: %s', (bytes, locale, words) => {
  expect(readableSize(bytes, locale).replace(/[\u00a0\u202f]/g, ' ')).toBe(words)
})
