// html-to-text comes without types; this is what we use of it.
declare module 'html-to-text' {
  type Selector = { selector: string, format?: string, options?: Record<string, unknown> }
  export type Element = { children: readonly unknown[] }
  export type Builder = { openBlock(options: { leadingLineBreaks: number }): void, closeBlock(options: { trailingLineBreaks: number }): void, addInline(text: string): void }
  type Formatter = (element: Element, walk: (children: readonly unknown[], builder: Builder) => void, builder: Builder) => void
  export function compile(options: { wordwrap: false, limits: { maxDepth: number }, formatters: Record<string, Formatter>, selectors: readonly Selector[] }): (html: string) => string
}
