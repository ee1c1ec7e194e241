/** How the words of mails that hold a secret are kept. */
export type Sealing = { seal: (text: string) => string }
