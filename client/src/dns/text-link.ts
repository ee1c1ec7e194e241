/** A link that gives a text to keep: nothing of it is asked of the server. */
export const textLink = (text: string) => `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`
