// html-to-text comes without types; this is what we use of it.
declare module 'html-to-text' {
  type Selector = { selector: string, format?: string, options?: Record<string, unknown> }
  export function compile(options: { wordwrap: false, limits: { maxDepth: number }, selectors: readonly Selector[] }): (html: string) => string
}
