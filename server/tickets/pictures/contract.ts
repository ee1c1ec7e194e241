import { z } from 'zod'

/** GET /api/messages/:id/pictures. GET /api/messages/:id/pictures/:n fetches one of them, POST and DELETE …/pictures/sender remember and forget whose are always shown. */
export const MessagePictures = z.object({
  /** Pictures from elsewhere that can be shown when asked for. */
  remote: z.number().int(),
  /** Pictures that nobody could see: never shown. */
  trackers: z.number().int(),
  /** Whose pictures may always be shown, and whether they are; null when this message does not prove whose it is. */
  sender: z.object({ address: z.string(), allowed: z.boolean() }).nullable(),
})
export type MessagePictures = z.infer<typeof MessagePictures>
