import { expect, test } from 'vitest'
import { isDiskFull, isSystemFailure } from './errors.ts'

const failing = (fields: object) => Object.assign(new Error('no'), fields)

test.each([
  ['a server away', { code: 'ECONNREFUSED' }],
  ['a name nobody knows', { code: 'ENOTFOUND' }],
  ['a file where the data directory should be', { code: 'EEXIST' }],
  ['a disk full', { code: 'ENOSPC' }],
  ['MariaDB refusing the password', { errno: 1045, code: 'ER_ACCESS_DENIED_ERROR' }],
  ['MariaDB without such a database', { errno: 1049, code: 'ER_BAD_DB_ERROR' }],
  ['SQLite on a file that is none', { errcode: 26 }],
  ['a connection to MariaDB that can be used no more', { fatal: true }],
])('%s is no bug', (_what, fields) => { expect(isSystemFailure(failing(fields))).toBe(true) })

test.each([
  ['a mistake in a query', { errno: 1064, code: 'ER_PARSE_ERROR' }],
  ['a value that is too long', { errno: 1406, code: 'ER_DATA_TOO_LONG' }],
  ['anything else', {}],
])('%s is one', (_what, fields) => { expect(isSystemFailure(failing(fields))).toBe(false) })

test.each([
  ['a disk', { code: 'ENOSPC' }, true],
  ['a quota', { code: 'EDQUOT' }, true],
  ['the disk of SQLite', { errcode: 13 }, true],
  ['a table of MariaDB', { errno: 1114 }, true],
  ['the disk of MariaDB', { errno: 1021 }, true],
  ['a server away', { code: 'ECONNREFUSED' }, false],
  ['a locked file', { errcode: 5 }, false],
])('%s that is full is known as such', (_what, fields, full) => { expect(isDiskFull(failing(fields))).toBe(full) })
