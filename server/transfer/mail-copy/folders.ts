import { namesIn, pathOf, type Writing } from './folder-names.ts'

/** A folder as its server lists it. */
export type Folder = {
  path: string
  /** False of one that only has others within it. */
  holdsMessages: boolean
  /** What it is for (`\Sent`, `\Trash`…), where that is known; `named`: only by its name. */
  role: string | null
  named: boolean
}

/** All folders of a mailbox. */
export type Listing = Writing & { folders: readonly Folder[] }

/** Where the messages of a folder go; `make`: it is not there yet. */
export type Mapped = { from: string } & ({ to: string, make: boolean } | { skipped: 'virtual' })

// They show messages that lie elsewhere: copying them would double everything.
const VIRTUAL = new Set(['\\All', '\\Flagged', '\\Important'])
const INBOX = '\\Inbox'

const isInbox = ({ path }: Pick<Folder, 'path'>) => path.toUpperCase() === 'INBOX'

/** What a folder is for, as far as it is believed: a name says it of a folder on the outermost level alone. "Clients/Sent" is nobody's sent mail. */
function roleOf(folder: Folder, writing: Writing): string | null {
  if (isInbox(folder)) return INBOX
  return folder.named && namesIn(folder.path, writing).length > 1 ? null : folder.role
}

const weightOf = (folder: Folder, role: string | null) => isInbox(folder) ? 0 : role === null ? 3 : folder.named ? 2 : 1

/**
 * Where each folder that holds messages goes: where it went before, else to the folder that is for the same, else by its name.
 * No two go into one folder: the second gets a number.
 */
export function mapFolders(source: Listing, destination: Listing, known: ReadonlyMap<string, string> = new Map()): Mapped[] {
  const taken = new Set(known.values())
  const there = new Set(destination.folders.filter(({ holdsMessages }) => holdsMessages).map(({ path }) => path))
  const byRole = new Map(destination.folders.flatMap(folder => [[roleOf(folder, destination), folder.path] as const]).filter(([role]) => role !== null))
  const asked = source.folders
    .filter(({ holdsMessages }) => holdsMessages)
    .map(folder => ({ folder, role: roleOf(folder, source) }))
    .sort((one, other) => weightOf(one.folder, one.role) - weightOf(other.folder, other.role) || (one.folder.path < other.folder.path ? -1 : 1))

  return asked.map(({ folder, role }): Mapped => {
    const from = folder.path
    if (role !== null && VIRTUAL.has(role) && !folder.named) return { from, skipped: 'virtual' }
    const to = known.get(from) ?? free(wantedFor(role, byRole, taken) ?? pathOf(namesIn(from, source), destination), taken)
    taken.add(to)
    return { from, to, make: to !== 'INBOX' && !there.has(to) }
  })
}

function wantedFor(role: string | null, byRole: ReadonlyMap<string | null, string>, taken: ReadonlySet<string>): string | undefined {
  if (role === INBOX) return 'INBOX'
  const path = role === null ? undefined : byRole.get(role)
  return path !== undefined && !taken.has(path) ? path : undefined
}

function free(path: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? path : `${path} (${number})`
    if (!taken.has(tried)) return tried
  }
}
