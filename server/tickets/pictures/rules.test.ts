import { expect, test } from 'vitest'
import { namedPictureType, pictureTypeOf } from './picture-type.ts'
import { remotePicture } from './remote.ts'
import { senderKey, senderOf } from './sender.ts'

const SOURCE = 'https://x.example/p.png'

test.each<[string, Record<string, string>, boolean]>([
  ['a picture', {}, false],
  ['one with its size', { width: '600', height: '10' }, false],
  ['one by ten percent', { width: '10%' }, false],
  ['one by one', { width: '1', height: '1' }, true],
  ['one without a width', { width: '0' }, true],
  ['one a pixel high', { height: '1px' }, true],
  ['a fraction of a pixel', { height: '0.5' }, true],
  ['one made small by its style', { style: 'color:red;width:1px;border:0' }, true],
  ['one kept small by its style', { style: 'max-height:0' }, true],
  ['a style that is no size', { style: 'line-height:1;width:100px' }, false],
  ['one that was hidden when it came', { 'data-hidden': '1' }, true],
])('%s', (...[, attributes, isTracker]) => {
  expect(remotePicture({ 'data-src': SOURCE, ...attributes })).toEqual({ address: SOURCE, isTracker })
})

test('a picture from elsewhere has its address in data-src, whatever its protocol', () => {
  expect(remotePicture({ src: 'cid:logo@x' })).toBeNull()
  expect(remotePicture({ 'data-src': '//x.example/p.png' })).toEqual({ address: SOURCE, isTracker: false })
})

test.each<[string, string | null]>([['image/png', 'image/png'], ['IMAGE/JPG; name=a', 'image/jpeg'], ['image/webp', 'image/webp'], ['image/svg+xml', null], ['text/html', null], ['constructor', null], ['', null]])('the type %j names %j', (type, expected) => {
  expect(namedPictureType(type)).toBe(expected)
})

test.each<[string, string | null]>([
  ['\x89PNG\r\n\x1a\n…', 'image/png'], ['\xff\xd8\xff\xe0', 'image/jpeg'], ['GIF89a', 'image/gif'], ['GIF87a', 'image/gif'], ['RIFF\x00\x01\x02\x03WEBPVP8 ', 'image/webp'],
  ['RIFF\x00\x01\x02\x03WAVE', null], ['<svg xmlns="…">', null], ['GIF8xa<script>', null], ['%PDF-1.7', null], ['', null],
])('bytes that begin with %j are %j', (text, expected) => { expect(pictureTypeOf(Buffer.from(text, 'latin1'))).toBe(expected) })

const message = { kind: 'incoming', address: 'Lettre@Asso.example', pending: false, problems: ['bad-date'] }

test.each<[string, Partial<typeof message>, string | null]>([
  ['a message from outside', {}, 'lettre@asso.example'],
  ['one of ours', { kind: 'reply' }, null],
  ['a stranger’s', { pending: true }, null],
  ['one that our server did not believe', { problems: ['sender-not-authenticated'] }, null],
  ['one without a sender', { address: '' }, null],
])('%s', (...[, parts, expected]) => { expect(senderOf({ ...message, ...parts })).toBe(expected) })

test('a sender is known in whatever case, and nobody else is', () => {
  expect(senderKey('A@b.example')).toBe(senderKey('a@B.example'))
  expect(senderKey('é@b.example')).not.toBe(senderKey('e@b.example'))
})
