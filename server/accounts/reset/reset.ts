/** How long the link may be used. */
export const RESET_MS = 60 * 60_000

/** The link of a mail. The token stands behind the #, so that it reaches no server log. */
export const resetLink = (baseUrl: string, token: string): string => `${baseUrl}/nouveau-mot-de-passe#${token}`
