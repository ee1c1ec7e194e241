import { RemoteFailure } from '../../../platform/errors.ts'
import type { AskRegistry } from '../../ports.ts'
import type { Part, RegistrationFacts } from '../facts.ts'
import { registrySeen } from '../registration.ts'

/** Asks the registry of a domain; that it fails is an answer too. */
export async function findRegistration({ askRegistry, clock }: { askRegistry: AskRegistry, clock: () => Date }, domain: string, signal?: AbortSignal): Promise<Part<RegistrationFacts>> {
  const seen = (of: string, answered: Parameters<typeof registrySeen>[1]['answered']) => [registrySeen(domain, { of, answered }, clock().getTime())]
  try {
    const answer = await askRegistry(domain, signal)
    if ('unasked' in answer) return { facts: { known: null, absent: false, unasked: true }, failure: null, seen: [] }
    if ('absent' in answer) return { facts: { known: null, absent: true, unasked: false }, failure: null, seen: seen(answer.absent, '404: no such domain') }
    const { registration } = answer
    return { facts: { known: registration, absent: false, unasked: false }, failure: null, seen: seen(registration.source, registration) }
  }
  catch (error) {
    if (!(error instanceof RemoteFailure)) throw error
    return { facts: null, failure: error.message, seen: seen(error.remote, error.message) }
  }
}
