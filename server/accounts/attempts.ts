/** How long a failed sign-in counts. */
export const WINDOW_MS = 15 * 60_000

const MOST = { email: 8, address: 30, code: 8, reset: 3, resets: 10 } as const

/** What failures are counted under: an e-mail, the address of a machine, the codes of an agent; and requests for a new password by e-mail (`reset`) and by machine (`resets`). */
export type Subject = { kind: keyof typeof MOST, name: string }

/** The subjects of an attempt to sign in. */
export function subjectsOf(email: string, address: string): Subject[] {
  return [{ kind: 'email', name: email }, { kind: 'address', name: address }]
}

/** The subjects of an attempt to give the second factor. */
export function codeSubjects(agentId: number, address: string): Subject[] {
  return [{ kind: 'code', name: String(agentId) }, { kind: 'address', name: address }]
}

/** The subjects of somebody who forgot a password. */
export function resetSubjects(email: string, address: string): Subject[] {
  return [{ kind: 'reset', name: email }, { kind: 'resets', name: address }]
}

/** Whether so many failures within the window allow another attempt. */
export const mayTry = ({ kind }: Subject, failures: number): boolean => failures < MOST[kind]

/** How a subject is written down. */
export const keyOf = ({ kind, name }: Subject): string => `${kind} ${name}`
