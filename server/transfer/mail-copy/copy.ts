/** folders: which goes where · listing: what there is at the source · copying: each folder in turn · done. */
export type Stage = 'folders' | 'listing' | 'copying' | 'done'

/** What came of a pass, as the workflow gets it. */
export type CopyResult = {
  /** Messages that this pass has copied, and their bytes. */
  copied: number
  bytes: number
  /** Those that stood at the destination before. */
  found: number
  /** Those that were passed over. */
  skipped: number
  /** Folders whose messages are there. */
  folders: number
  /** Everything that is not at the destination as it is at the source, a line for each. */
  unmatched: string[]
}

/** A copy, held by one slice of work. */
export type Copy = { id: number, slice: number, pass: number, stage: Stage, workedMs: number, moved: { messages: number, bytes: number }, result: CopyResult | null }

/** waiting: to be listed · listed: to be copied · checked: copied and compared · skipped: not to be copied, or it could not be. */
export type FolderState = 'waiting' | 'listed' | 'checked' | 'skipped'

/** A folder of a copy. `…Seen`: the highest UID there that was taken down, in the numbering `…Validity`. */
export type CopyFolder = {
  id: number
  from: string
  to: string
  state: FolderState
  sourceValidity: string | null
  sourceSeen: number
  destinationValidity: string | null
  destinationSeen: number
}

/** left: to be copied · copied: by us · found: it stood there before · failed: passed over, with a reason · gone: not at the source any more. */
export type MessageState = 'left' | 'copied' | 'found' | 'failed' | 'gone'

/** A message that is to be copied. */
export type Left = { id: number, uid: number, size: number, deliveredAt: number, flags: string, tries: number }

/** What became of it. */
export type Fate = { id: number } & (
  | { state: 'copied' | 'found', destinationUid: number | null, size: number, given: string | null }
  | { state: 'failed', reason: string }
  | { state: 'gone' }
)
