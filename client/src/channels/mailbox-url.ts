/** What a person types to have a mailbox read. */
export type ImapAccess = { host: string, user: string, password: string, folder: string }

/** The URL of an IMAP account: each part encoded, so that no sign in a password changes its meaning. A host may bring its port. */
export const imapUrl = ({ host, user, password, folder }: ImapAccess): string =>
  `imaps://${encodeURIComponent(user.trim())}:${encodeURIComponent(password)}@${host.trim()}/${encodeURIComponent(folder.trim() || 'INBOX')}`
