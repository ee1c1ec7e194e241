import { expect, test } from 'vitest'
import { arrivalOf, publicHost } from './arrival.ts'

const received = (...lines: string[]) => arrivalOf(new Map([['received', lines]]))
const at = Date.UTC(2026, 10, 22, 8)
const DATE = '; Sun, 22 Nov 2026 08:00:00 +0000'

test.each<[string, string[], { at: number | null, host: string | null }]>([
  ['nothing', [], { at: null, host: null }],
  ['Postfix', [`from mx.asso.example (unknown [8.8.4.4]) by mx.coop.example (Postfix) with ESMTPS id 1${DATE}`], { at, host: '8.8.4.4' }],
  ['a name that is an address', [`from [9.9.9.9] (unknown [8.8.4.4]) by mx.coop.example${DATE}`], { at, host: '8.8.4.4' }],
  ['Exim', [`from [8.8.4.4] (port=1 helo=asso.example) by mx.coop.example${DATE}`], { at, host: '8.8.4.4' }],
  ['Exim with a name', [`from mx.asso.example ([8.8.4.4] helo=[9.9.9.9]) by mx${DATE}`], { at, host: '8.8.4.4' }],
  ['qmail', [`from unknown (HELO asso) (8.8.4.4) by mx.coop.example with SMTP${DATE}`], { at, host: '8.8.4.4' }],
  ['Exchange, IPv6', [`from A.example (2A01:111:f400::1) by B.example${DATE}`], { at, host: '2a01:111:f400:0' }],
  ['our own servers stand above', [`from filter (localhost [127.0.0.1]) by mda${DATE}`, `from filter (filter [10.0.0.7]) by mx; Sun, 22 Nov 2026 07:00:00 +0000`, 'from x (y [8.8.4.4]) by filter'], { at, host: '8.8.4.4' }],
  ['what the sender wrote stands below', [`from x (y [8.8.4.4]) by mx${DATE}`, 'from x (y [9.9.9.9]) by z'], { at, host: '8.8.4.4' }],
  ['no time', ['from x (y [8.8.4.4]) by mx'], { at: null, host: '8.8.4.4' }],
  ['no host', [`by mx.coop.example with LMTP${DATE}`], { at, host: null }],
  ['nonsense', ['((((((', `${'('.repeat(5000)}[8.8.4.4`], { at: null, host: null }],
])('%s', (_who, lines, expected) => expect(received(...lines)).toEqual(expected))

test.each([
  ['8.8.4.4', '8.8.4.4'], ['::ffff:8.8.4.4', '8.8.4.4'], ['127.0.0.1', null], ['10.1.2.3', null], ['172.16.0.1', null], ['172.32.0.1', '172.32.0.1'], ['192.168.1.1', null], ['192.0.2.7', null], ['203.0.113.9', null],
  ['100.64.0.1', null], ['169.254.1.1', null], ['::1', null], ['fe80::1', null], ['fd00::1', null], ['2001:db8::1', null], ['2a00:1450:4009:81f::200e', '2a00:1450:4009:81f'], ['2a00::1', '2a00:0:0:0'], ['what', null],
])('%s: %s', (address, expected) => expect(publicHost(address)).toBe(expected))
