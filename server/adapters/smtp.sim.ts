import { buffer } from 'node:stream/consumers'
import type { MailServer } from '../channels/sending/ports.ts'

/** A server that takes every mail and delivers none: what the demonstration sends by. It reads what it is given, as a real one does. */
export const simulatedMailServer: MailServer = {
  name: 'simulated',
  async deliver({ open }) {
    const { length } = await buffer(open())
    return { said: 'taken', words: `250 2.0.0 Ok: ${length} bytes taken by the simulator, and delivered to nobody` }
  },
  close: () => undefined,
}
