import { Unreadable } from '../said.ts'

/** The four bytes of `192.0.2.1`. */
export function ipv4Bytes(text: string): number[] {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every(part => /^(0|[1-9]\d{0,2})$/u.test(part) && Number(part) < 256)) throw noAddress(text, 4)
  return parts.map(Number)
}

export const ipv4Text = (bytes: ArrayLike<number>) => Array.from(bytes).join('.')

const noAddress = (text: string, version: number) => new Unreadable(`« ${text.slice(0, 60)} » n’est pas une adresse IPv${version}.`, `"${text.slice(0, 60)}" is not an IPv${version} address.`)

/** The sixteen bytes of `2001:db8::1`, in any form of RFC 4291 §2.2. */
export function ipv6Bytes(text: string): number[] {
  const halves = text.split('::')
  const [before, after] = halves.map((half, i) => groupsOf(half, i === halves.length - 1, text))
  if (!before || halves.length > 2) throw noAddress(text, 6)
  const gap = 16 - before.length - (after?.length ?? 0)
  if (after ? gap < 2 : gap !== 0) throw noAddress(text, 6)
  return [...before, ...new Array<number>(gap).fill(0), ...after ?? []]
}

function groupsOf(half: string, last: boolean, text: string): number[] {
  const groups = half === '' ? [] : half.split(':')
  return groups.flatMap((group, i) => {
    if (last && i === groups.length - 1 && group.includes('.')) return ipv4Bytes(group)
    if (!/^[\da-f]{1,4}$/iu.test(group)) throw noAddress(text, 6)
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 255]
  })
}

/** RFC 5952: lower case, no leading zeros, `::` for the first of the longest runs of two zeros or more. */
export function ipv6Text(bytes: ArrayLike<number>): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[i * 2] ?? 0) << 8 | (bytes[i * 2 + 1] ?? 0)).toString(16))
  const { from, length } = longestZeros(groups)
  if (length < 2) return groups.join(':')
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`
}

function longestZeros(groups: string[]): { from: number, length: number } {
  let best = { from: 0, length: 0 }
  let run = 0
  groups.forEach((group, i) => {
    run = group === '0' ? run + 1 : 0
    if (run > best.length) best = { from: i + 1 - run, length: run }
  })
  return best
}
