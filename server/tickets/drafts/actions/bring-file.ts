import type { LetterFile } from '../../../outbox/outgoing.ts'
import type { Context } from '../../../platform/context.ts'
import { agentOf } from '../../actions/change.ts'
import type { Upload } from '../contract.ts'
import { addUpload, removeUploads, uploadsOf } from '../store.ts'

/** A file whose bytes are kept waits to be sent. */
export async function bringFile(context: Context, id: number, file: LetterFile): Promise<Upload> {
  await addUpload(context.db, { id, agentId: agentOf(context), file, at: context.now })
  return { id, filename: file.filename, contentType: file.contentType, size: file.size }
}

/** A file is not sent after all; without effect on somebody else's. */
export async function dropFile(context: Context, id: number) {
  const own = await uploadsOf(context.db, agentOf(context), [id])
  await removeUploads(context.db, own.map(upload => upload.id))
}
