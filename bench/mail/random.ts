/** Numbers that look random and are the same for the same seed (mulberry32). */
export type Random = {
  /** At least 0, below `below`. */
  whole: (below: number) => number
  chance: (share: number) => boolean
  one: <T>(choices: readonly T[]) => T
  bytes: (count: number) => Buffer
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (below: number) => Math.floor(next() * below)
  return {
    whole,
    chance: share => next() < share,
    one: (choices) => {
      const choice = choices[whole(choices.length)]
      if (choice === undefined) throw new Error('Nothing to choose from.')
      return choice
    },
    bytes: (count) => {
      const bytes = Buffer.allocUnsafe(count)
      for (let at = 0; at + 4 <= count; at += 4) bytes.writeUInt32LE(Math.floor(next() * 2 ** 32), at)
      for (let at = count - (count % 4); at < count; at++) bytes[at] = whole(256)
      return bytes
    },
  }
}
