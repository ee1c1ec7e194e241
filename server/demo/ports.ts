/** A mail on its way. */
export type PlayedMail = { from: string, to: string, bytes: Uint8Array }

/** How a list that is played is set up. */
export type PlayedListSettings = { address: string, web: string, subscribers: readonly { address: string }[], footer: string, protectedDomains: readonly string[] }

/** A list that takes mail and gives what it distributes; nothing leaves this process. */
export interface PlayedList {
  take(mail: PlayedMail): { mails: readonly PlayedMail[] }
}

export type OpenPlayedList = (settings: PlayedListSettings) => PlayedList
