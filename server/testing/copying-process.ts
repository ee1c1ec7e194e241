import { openDatabase } from '../platform/db.ts'
import { copyAll, copyRequest, copyWorld } from './copying-mail.ts'

// A process of its own that copies a mailbox, to be killed or measured: what it is to do comes as JSON, and what came of it goes out.
const { databaseUrl, bytesPerSecond, sliceMs, ...wanted } = JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string, bytesPerSecond: number, sliceMs?: number } & Parameters<typeof copyRequest>[0]
const begun = performance.now()
const database = openDatabase(databaseUrl)
const { result } = await copyAll(copyWorld(database, { bytesPerSecond, ...sliceMs === undefined ? {} : { sliceMs } }), copyRequest(wanted))
await database.close()
process.stdout.write(`${JSON.stringify({ ...result, seconds: (performance.now() - begun) / 1000 })}\n`)
