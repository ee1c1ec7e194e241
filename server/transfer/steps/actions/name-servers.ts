import type { DnsServer } from '../../../dns/answer.ts'
import type { AskServer } from '../../../dns/ports.ts'
import { RemoteFailure } from '../../../platform/errors.ts'
import type { AskNameServer } from './hosting-world.ts'

/** Asks name servers by their names: our resolvers say where they are. */
export function nameServersBy(ask: AskServer, resolvers: readonly DnsServer[]): AskNameServer {
  async function addressOf(server: string, signal: AbortSignal): Promise<string> {
    for (const resolver of resolvers) {
      for (const type of ['A', 'AAAA']) {
        const heard = await ask({ name: server, type }, resolver, { recursive: true, signal }).catch(() => undefined)
        const found = heard?.answers.find(record => record.type === type)
        if (found) return found.data
      }
    }
    throw new RemoteFailure(server, true, 'it has no address')
  }
  return async (server, question, signal) => {
    const name = server.endsWith('.') ? server : `${server}.`
    return ask(question, { address: await addressOf(name, signal) }, { signal })
  }
}
