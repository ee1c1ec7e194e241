/** How long a one-time link may be used. */
export const INVITATION_MS = 7 * 86_400_000

/** A one-time link, as it is kept. */
export type Invitation = { agentId: number, expiresAt: number, usedAt: number | null }

/** A link works once, and for seven days. */
export const isUsable = ({ expiresAt, usedAt }: Invitation, now: Date): boolean => usedAt === null && expiresAt > now.getTime()

/** The one-time link. The token stands behind the #, so that it reaches no server log. */
export const invitationLink = (baseUrl: string, token: string): string => `${baseUrl}/invitation#${token}`
