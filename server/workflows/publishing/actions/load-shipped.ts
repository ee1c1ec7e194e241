import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isTaken, type Database } from '../../../platform/db.ts'
import { sha256 } from '../../../platform/signing.ts'
import type { KnownPorts } from '../../definition/checking/places.ts'
import { publish, type Published } from './publish.ts'

/** Where the workflows are that need nothing but what every installation has. */
export const SHIPPED = join(import.meta.dirname, '../../shipped')

/** `shippedIn`: the folders whose workflows come with the program. */
type World = { database: Database, clock: () => Date, ports?: KnownPorts | undefined, shippedIn?: readonly string[] }

/** The workflows that come with the program, by the names of their files. */
export async function shippedFiles(folders: readonly string[] = [SHIPPED]): Promise<{ file: string, yaml: string }[]> {
  const lists = await Promise.all(folders.map(async folder => (await readdir(folder)).filter(name => name.endsWith('.yaml')).sort().map(file => ({ file, path: join(folder, file) }))))
  return Promise.all(lists.flat().map(async ({ file, path }) => ({ file, yaml: await readFile(path, 'utf8') })))
}

/** Publishes what came with the program and is not known yet. Where an administrator has composed a workflow of the same name, theirs stays the current one. Safe to run in many processes at once. */
export async function loadShipped({ database, clock, ports, shippedIn }: World): Promise<Published[]> {
  const known = new Set((await database.reader('workflow_versions').whereNull('agent_id').select<{ digest: string }[]>('digest')).map(({ digest }) => digest))
  const published: Published[] = []
  for (const { yaml } of await shippedFiles(shippedIn)) {
    if (known.has(sha256(yaml))) continue
    const one = await database.transaction(db => publish({ db, now: clock(), actor: { kind: 'system', name: 'shipped workflows' } }, { yaml, from: 'file', ports })).catch(unlessTaken)
    if (one?.isNew) published.push(one)
  }
  return published
}

// Another process was as quick: it is published.
function unlessTaken(error: unknown): undefined {
  if (!isTaken(error)) throw error
}
