import type { Server } from 'node:http'
import type { Room } from './audience.ts'
import type { Change } from './contract.ts'

/** The consoles connected to this process. */
export interface Push {
  tell(room: Room, changes: readonly Change[]): void
  connected(): number
  close(): Promise<void>
}

/** What a browser says when it asks for a connection. */
export type Knock = { cookie: string | undefined, origin: string | undefined, host: string | undefined }

/** Who may be connected: asked at the door, and again every half minute, since sessions end. */
export type Admit = (knock: Knock) => Promise<boolean>

/** Opens the live connections beside a web server. */
export type OpenPush = (server: Server, admit: Admit) => Push
