/** A sentence for people, in the languages of the console. */
export type Said = { fr: string, en: string }

/** Something in a zone that cannot be understood, with the reason for the person who wrote it. It never leaves the rules of this folder. */
export class Unreadable extends Error {
  said: Said

  constructor(fr: string, en: string) {
    super(en)
    this.said = { fr, en }
  }
}
