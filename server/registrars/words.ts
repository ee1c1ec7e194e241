/** What a person reads, in both languages. */
export type Words = { fr: string, en: string }

/** Where there is no way to do it by ourselves: what somebody does by hand, in words. */
export type ByHand = { byHand: Words }

/** Whether it is left to a person. */
export const isByHand = (answer: object): answer is ByHand => 'byHand' in answer
