/** How long a failed sign-in counts. */
export const WINDOW_MS = 15 * 60_000

const MOST = { email: 8, address: 30 } as const

/** What failures are counted under. The address is the machine it comes from. */
export type Subject = { kind: keyof typeof MOST, name: string }

/** The subjects of an attempt to sign in. */
export function subjectsOf(email: string, address: string): Subject[] {
  return [{ kind: 'email', name: email }, { kind: 'address', name: address }]
}

/** Whether so many failures within the window allow another attempt. */
export const mayTry = ({ kind }: Subject, failures: number): boolean => failures < MOST[kind]

/** How a subject is written down. */
export const keyOf = ({ kind, name }: Subject): string => `${kind} ${name}`
