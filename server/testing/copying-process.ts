import { openDatabase } from '../platform/db.ts'
import { copyAll, copyRequest, copyWorld } from './copying-mail.ts'

// A process of its own that copies a mailbox, to be killed: what it is to do comes as JSON. Slow enough that it is met in the middle.
const { databaseUrl, bytesPerSecond, ...wanted } = JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string, bytesPerSecond: number } & Parameters<typeof copyRequest>[0]
const database = openDatabase(databaseUrl)
await copyAll(copyWorld(database, { bytesPerSecond, sliceMs: 400 }), copyRequest(wanted))
await database.close()
