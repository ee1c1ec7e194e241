import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MARK, removalOf } from './removing.ts'

const latin1 = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('latin1')

describe('words are found however they are written', () => {
  test.each([
    ['text', 'Tulipe7', 'Le voici : Tulipe7.', `Le voici : ${MARK}.`],
    ['text', 'Tulipe7', 'Tulipe7 et encore Tulipe7', `${MARK} et encore ${MARK}`],
    ['text', 'Tulipe7', 'Tuli\n> pe7', MARK],
    ['text', 'Tulipe7', 'Tu\u200bli\u00adpe7', MARK],
    ['text', 'été#7!', 'e\u0301te\u0301#7!', MARK],
    ['text', 'a.b(c', 'aXb(c', 'aXb(c'],
    ['text', 'mon chat noir', '> mon\n> chat\u00a0noir', `> ${MARK}`],
    ['text', 'pa ss#é', 'x?p=pa%20ss', 'x?p=pa%20ss'],
    ['text', 'x#é&y', '?p=x%23%c3%A9%26y', `?p=${MARK}`],
    ['html', 'Tulipe7', 'Tu<b class="x">li</b>pe7!', `${MARK}<b class="x"></b>!`],
    ['html', 'a&b<c>', '<p>a&amp;b&lt;c&gt;</p>', `<p>${MARK}</p>`],
    ['html', 'été7', '&eacute;t&#233;&#x37;', MARK],
    ['html', 'Tulipe7', '<a href="https://x/?p=Tulipe7">Tulipe7</a>', `<a href="https://x/?p=${MARK}">${MARK}</a>`],
    ['html', 'mon chat', 'mon&nbsp;<br>chat', `${MARK}<br>`],
  ] as const)('%s: %s', (...[medium, words, text, left]) => {
    expect(removalOf([words]).without(text, medium).text).toBe(left)
  })

  test.each([['utf8'], ['latin1']] as const)('in bytes of %s', (encoding) => {
    expect(removalOf(['été7!']).starred(latin1('ah été7! oh', encoding))).toMatch(/^ah \*+ oh$/)
  })

  test('each line of several, and long ones in pieces', () => {
    const key = Array.from({ length: 3 }, (_, line) => `${line}${'AbC9'.repeat(70)}`).join('\n')
    const quoted = key.split('\n').map(line => `> ${line}`).join('\n')
    expect(removalOf([key]).without(quoted, 'text').text.replaceAll(MARK, '')).toBe('> \n> \n> ')
  })

  test('too short a word is refused, as it stands everywhere', () => {
    expect(() => removalOf(['a\nbc'])).toThrow(/letters/)
  })
})

test('whatever the words and whatever is around them: none are left, and bytes stay as many', () => {
  const words = fc.string({ minLength: 4, maxLength: 30, unit: 'grapheme' }).filter(text => /^\S{4}/u.test(text.trim()) && !/[<>█*\p{C}]/u.test(text))
  fc.assert(fc.property(words, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (secret, before, after) => {
    const removal = removalOf([secret])
    expect(removal.isIn(removal.without(`${before} ${secret} ${after}`, 'text').text, 'text')).toBe(false)
    const bytes = latin1(`${before} ${secret} ${after}`)
    const starred = removal.starred(bytes)
    expect(starred).toHaveLength(bytes.length)
    expect(starred).not.toBe(bytes)
  }), { numRuns: 60 })
})

test.each(['Tulipe', 'T', '\n', '<', ' ', 'Tulipe\n> '])('a great many "%s" take no time', (piece) => {
  const removal = removalOf(['Tulipe7 et fin'])
  for (const medium of ['text', 'html', 'bytes'] as const) expect(removal.isIn(piece.repeat(100_000), medium)).toBe(false)
})
