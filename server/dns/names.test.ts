import { expect, test } from 'vitest'
import { above, absolute, isWithin, namedIn } from './names.ts'

test.each([
  ['www.exemple.fr.', 'exemple.fr.', true], ['exemple.fr.', 'exemple.fr.', true], ['exemple.fr.', '.', true], ['.', '.', true],
  ['autreexemple.fr.', 'exemple.fr.', false], ['fr.', 'exemple.fr.', false], ['exemple.fr.example.', 'exemple.fr.', false], ['a\\.exemple.fr.', 'exemple.fr.', false], ['a\\\\.exemple.fr.', 'exemple.fr.', true],
])('%s within %s: %s', (name, zone, expected) => expect(isWithin(name, zone)).toBe(expected))

test.each([
  ['www.exemple.fr.', 'exemple.fr.'], ['fr.', '.'], ['.', '.'], ['a\\.b.fr.', 'fr.'],
])('above %s is %s', (name, expected) => expect(above(name)).toBe(expected))

test.each([
  [' Exemple.FR', 'exemple.fr.'], ['exemple.fr.', 'exemple.fr.'],
])('%s is %s', (written, expected) => expect(absolute(written)).toBe(expected))

test.each([
  ['NS', 'ns1.hote.fr.', ['ns1.hote.fr.']], ['MX', '10 mx.hote.fr.', ['mx.hote.fr.']], ['MX', '0 .', []], ['SRV', '0 1 993 imap.hote.fr.', ['imap.hote.fr.']], ['SRV', '0 0 0 .', []],
  ['NS', '\\# 2 C0C0', []], ['MX', '\\# 4 000A0A00', []], ['TXT', '"a. b."', []],
])('%s %s speaks of %j', (type, data, expected) => expect(namedIn({ type, data })).toEqual(expected))
