import type { Readable } from 'node:stream'
import type { Envelope } from '../mail/intake.ts'

/** Takes one message; when the promise resolves it is safe. A failure makes the sending server try again later. */
export type Take = (message: Readable, envelope: Envelope) => Promise<void>

/** A listener at work, and where. */
export type Listening = { address: string, port: number, stop: () => Promise<void> }

/** Listens for mail at `ADDRESS:PORT` (RFC 5321). Fails when the address cannot be had. */
export type ListenSmtp = (listen: string, options: { maxBytes: number, take: Take }) => Promise<Listening>
