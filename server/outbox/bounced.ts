import type { Delivery } from './contract.ts'

/** What came back, as far as it could be understood: by its return path, or by the Message-ID it quotes. */
export type Bounce = {
  outboxId: number | null
  deliveryId: number | null
  messageId: string | null
  /** The recipient that the report names (Final-Recipient). */
  recipient?: string | null | undefined
  /** RFC 3464 §2.3: the Status (5.1.1), the Action (failed, delayed…) and the Diagnostic-Code. */
  status: string | null
  action: string | null
  diagnostic: string | null
}

type Known = { id: number, address: string, state: Delivery['state'] }

/** Whether it says that the mail is lost, rather than late. */
export const isLost = ({ action, status }: Pick<Bounce, 'action' | 'status'>): boolean => action?.toLowerCase() === 'failed' || (status?.startsWith('5') ?? false)

/** Which delivery a report is about: the one it names, or the only one there is. */
export function deliveryMeant<T extends Known>({ deliveryId, recipient }: Pick<Bounce, 'deliveryId' | 'recipient'>, deliveries: readonly T[]): T | undefined {
  const named = deliveries.find(({ id, address }) => deliveryId === null ? address === recipient?.toLowerCase() : id === deliveryId)
  return named ?? (deliveries.length === 1 ? deliveries[0] : undefined)
}

/** What a report says, for people. */
export const wordsOf = ({ status, diagnostic }: Pick<Bounce, 'status' | 'diagnostic'>): string =>
  [status !== null && diagnostic?.includes(status) ? null : status, diagnostic].filter(Boolean).join(' ') || 'It came back without a reason.'
