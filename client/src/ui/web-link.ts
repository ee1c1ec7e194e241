/** An address that came from outside, when it leads to a page of the web: nothing else is ever followed. */
export function webLink(address: string | null): string | undefined {
  const url = address === null ? null : URL.parse(address)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined
}
