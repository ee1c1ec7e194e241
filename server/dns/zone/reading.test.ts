import { expect, test } from 'vitest'
import { LIMITS } from './entries.ts'
import { readZone } from './reading.ts'

const ORIGIN = 'exemple.org.'
const read = (text: string, ttl?: number) => readZone(text, { origin: ORIGIN, ...ttl === undefined ? {} : { ttl } })
/** Name, TTL, type, data of each record; line and sentence of each problem. */
const told = (text: string, ttl?: number) => {
  const { records, problems, entries } = read(text, ttl)
  expect(records.length + problems.length).toBe(entries)
  return [...records.map(({ line, name, ttl, type, data }) => `${line}: ${name} ${ttl} ${type} ${data}`), ...problems.map(({ line, kind, said }) => `${line} ${kind}: ${said.en}`)]
}

/** What each means is written beside it; many come from real files. */
test.each<[string, string, string[]]>([
  ['an export of Gandi', [
    '@ 10800 IN SOA ns1.gandi.net. hostmaster.gandi.net. 1700000000 10800 3600 604800 10800',
    '@ 10800 IN A 217.70.184.38',
    '@ 10800 IN MX 10 spool.mail.gandi.net.',
    '@ 10800 IN TXT "v=spf1 include:_mailcust.gandi.net ?all"',
    '@ 300 IN ALIAS cdn.exemple.net.',
    '_imap._tcp 10800 IN SRV 0 0 0 .',
    '*.test 10800 IN CNAME www',
  ].join('\n'), [
    '1: exemple.org. 10800 SOA ns1.gandi.net. hostmaster.gandi.net. 1700000000 10800 3600 604800 10800',
    '2: exemple.org. 10800 A 217.70.184.38',
    '3: exemple.org. 10800 MX 10 spool.mail.gandi.net.',
    '4: exemple.org. 10800 TXT "v=spf1 include:_mailcust.gandi.net ?all"',
    '5: exemple.org. 300 ALIAS cdn.exemple.net.',
    '6: _imap._tcp.exemple.org. 10800 SRV 0 0 0 .',
    '7: *.test.exemple.org. 10800 CNAME www.exemple.org.',
  ]],
  ['what dig prints of a transfer, the SOA twice', [
    '; <<>> DiG 9.18 <<>> axfr exemple.org', ';; global options: +cmd',
    'exemple.org.\t\t3600\tIN\tSOA\tns1.exemple.org. admin.exemple.org. 1 2 3 4 5',
    'exemple.org.\t\t3600\tIN\tTYPE65280\t\\# 2 0A0B',
    'exemple.org.\t\t3600\tIN\tSOA\tns1.exemple.org. admin.exemple.org. 1 2 3 4 5',
    ';; Query time: 1 msec',
  ].join('\r\n'), [
    '3: exemple.org. 3600 SOA ns1.exemple.org. admin.exemple.org. 1 2 3 4 5',
    '4: exemple.org. 3600 TYPE65280 \\# 2 0A0B',
    '5 repeated: The same record stands further up already.',
  ]],
  ['a BOM, parentheses over lines, comments within, units of time', '\uFEFF$TTL 1h30m\n@ IN SOA ns1 admin ( ; who\n  2026112201 ; serial (\n\n 1d 2h 1w\n 300 ) ; end\n', ['2: exemple.org. 5400 SOA ns1.exemple.org. admin.exemple.org. 2026112201 86400 7200 604800 300']],
  ['class and TTL in either order, or not at all', '$TTL 60\na 300 IN A 192.0.2.1\nb IN 300 A 192.0.2.1\nc A 192.0.2.1\nd in a 192.0.2.1\ne 1H TYPE1 192.0.2.1\nf CLASS1 A 192.0.2.1', [
    '2: a.exemple.org. 300 A 192.0.2.1', '3: b.exemple.org. 300 A 192.0.2.1', '4: c.exemple.org. 60 A 192.0.2.1', '5: d.exemple.org. 60 A 192.0.2.1', '6: e.exemple.org. 3600 A 192.0.2.1', '7: f.exemple.org. 60 A 192.0.2.1',
  ]],
  ['lines that name nobody belong to the one before, over blank lines and comments', '$TTL 60\nwww A 192.0.2.1\n\n; nothing\n   \n\tAAAA 2001:db8::1\n  300 IN TXT x', ['2: www.exemple.org. 60 A 192.0.2.1', '6: www.exemple.org. 60 AAAA 2001:db8::1', '7: www.exemple.org. 300 TXT "x"']],
  ['after a line whose owner cannot be read, nobody else gets the next', 'a 60 A 192.0.2.1\nb..c 60 A 192.0.2.2\n 60 A 192.0.2.3\nd 60 A 192.0.2.4\n 60 A x\n 60 A 192.0.2.5', [
    '1: a.exemple.org. 60 A 192.0.2.1', '4: d.exemple.org. 60 A 192.0.2.4', '6: d.exemple.org. 60 A 192.0.2.5',
    '2 unread: The name "b..c" has an empty part.', '3 unread: This line begins with a space: it belongs to the one before, which does not say to which name.', '5 unread: "x" is not an IPv4 address.',
  ]],
  ['nor after one that could not be cut into words', 'a 60 A 192.0.2.1\nb 60 TXT "open\n 60 A 192.0.2.3', [
    '1: a.exemple.org. 60 A 192.0.2.1', '2 unread: A quotation mark is never closed.', '3 unread: This line begins with a space: it belongs to the one before, which does not say to which name.',
  ]],
  ['origins, one below the other and back', '$TTL 1\n$ORIGIN sub\na A 192.0.2.1\n@ A 192.0.2.2\n$ORIGIN exemple.org.\nb A 192.0.2.3', ['3: a.sub.exemple.org. 1 A 192.0.2.1', '4: sub.exemple.org. 1 A 192.0.2.2', '6: b.exemple.org. 1 A 192.0.2.3']],
  ['an origin that cannot be read leaves names below it unread', '$TTL 1\n$ORIGIN a..b\nc A 192.0.2.1\nd.exemple.org. A 192.0.2.2', ['4: d.exemple.org. 1 A 192.0.2.2', '2 unread: The name "a..b" has an empty part.', '3 unread: This name depends on an origin that is not known.']],
  ['escapes in names and texts, a semicolon and parentheses in quotes', '$TTL 1\na\\.b A 192.0.2.1\na\\;b A 192.0.2.2\n\\097 A 192.0.2.3\nt TXT "a;(b)" \\"c\\" "\\010"', ['2: a\\.b.exemple.org. 1 A 192.0.2.1', '3: a\\;b.exemple.org. 1 A 192.0.2.2', '4: a.exemple.org. 1 A 192.0.2.3', '5: t.exemple.org. 1 TXT "a;(b)" "\\"c\\"" "\\010"']],
  ['accents in names', '$TTL 1\nécole CNAME Élan.exemple.fr.', ['2: xn--cole-9oa.exemple.org. 1 CNAME xn--lan-9la.exemple.fr.']],
  ['no TTL anywhere', 'a A 192.0.2.1', ['1 unread: No time to live (TTL) is given, neither here nor further up.']],
  ['the TTL of the SOA where there is no other, then the last that was said', '@ SOA a b 1 2 3 4 900\na A 192.0.2.1\nb 60 A 192.0.2.1\nc A 192.0.2.1', ['1: exemple.org. 900 SOA a.exemple.org. b.exemple.org. 1 2 3 4 900', '2: a.exemple.org. 900 A 192.0.2.1', '3: b.exemple.org. 60 A 192.0.2.1', '4: c.exemple.org. 60 A 192.0.2.1']],
  ['instructions that are not followed', '$INCLUDE /etc/passwd\n$GENERATE 1-9 a$ A 192.0.2.$\n$NONSENSE\n$TTL x', [
    '1 unread: Another file is never read from here: paste it in this place.', '2 unread: The lines of a $GENERATE must be written out one by one.', '3 unread: The instruction "$NONSENSE" is not known.', '4 unread: The time to live (TTL) is none.',
  ]],
  ['what is elsewhere, of another class, of no type', '$TTL 1\nexemple.net. A 192.0.2.1\nmonexemple.org. A 192.0.2.1\na CH TXT x\nb WWW x\nc\nd IN\ne ANY \\# 0\nf ALIAS\ng 99999999999 A 192.0.2.1', [
    '2 unread: This name is not part of the zone exemple.org.', '3 unread: This name is not part of the zone exemple.org.', '4 unread: The class CH is not that of the Internet (IN).', '5 unread: "WWW" is not a type that is known.',
    '6 unread: The type of the record is missing.', '7 unread: The type of the record is missing.', '8 unread: A zone never holds ANY.', '9 unread: An alias leads to one name, and no more.', '10 unread: The time to live (TTL) is none.',
  ]],
  ['a parenthesis without end', 'a 1 A 192.0.2.1\nb 1 TXT ( x\nc 1 A 192.0.2.1', ['1: a.exemple.org. 1 A 192.0.2.1', '2 unread: A parenthesis opens on line 2 and does not close: lines 2 to 3 are not read.']],
  ['a parenthesis too many', 'a 1 A 192.0.2.1 )\nb 1 A 192.0.2.1 \\', ['1 unread: A parenthesis closes that was never opened.', '2 unread: A backslash stands before nothing.']],
  ['more than the type carries', 'a 1 A 192.0.2.1 192.0.2.2', ['1 unread: The data holds more than this type of record carries.']],
  ['nothing', '', []],
  ['a web page', '<!doctype html>\n<p>Bonjour</p>', ['1 unread: "html>" is not a type that is known.', '2 unread: The type of the record is missing.']],
])('%s', (_what, text, expected) => {
  expect(told(text)).toEqual(expected)
})

test('a TTL for all that have none may be given', () => {
  expect(told('a A 192.0.2.1', 77)).toEqual(['1: a.exemple.org. 77 A 192.0.2.1'])
})

test('what is too large is told and not read', () => {
  expect(told('x'.repeat(LIMITS.characters + 1))).toEqual(['1 unread: This text is too long for a zone: nothing of it is read.'])
  expect(told(`a 1 TXT ${'x'.repeat(LIMITS.line)}\nb 1 A 192.0.2.1`)).toEqual(['2: b.exemple.org. 1 A 192.0.2.1', '1 unread: This line is too long to be read.'])
  expect(read('x\n'.repeat(LIMITS.entries)).problems).toHaveLength(LIMITS.problems + 1)
  expect(read('(\n'.repeat(LIMITS.linesOfEntry * 3)).problems).toHaveLength(3)
  expect(read('x\n'.repeat(LIMITS.entries)).problems.at(-1)?.said.en).toBe('This zone has too many records or mistakes: what follows is not read.')
})

test('what a problem shows of a line is short, and said in both languages', () => {
  const [problem] = read(`a 1 A ${'x'.repeat(500)}`).problems
  expect(problem?.source).toHaveLength(201)
  expect(problem?.said.fr).toMatch(/^«.x+.» n’est pas une adresse IPv4\.$/u)
})
