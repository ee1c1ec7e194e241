// html-to-text comes without types; this is what we use of it.
declare module 'html-to-text' {
  type Selector = { selector: string, format?: string, options?: Record<string, unknown> }
  export function htmlToText(html: string, options: { wordwrap: false, limits: { maxInputLength: number, maxDepth: number }, selectors: readonly Selector[] }): string
}
