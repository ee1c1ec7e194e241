/** Chance that is the same each time the same question is asked: of the seed, and of words that say what is decided. */
export type Dice = {
  /** A number from 0 to 1, without 1. */
  roll: (what: string) => number
  /** Whether something that happens with this probability does. */
  happens: (what: string, probability: number) => boolean
  /** One of these. */
  pick: <T>(what: string, from: readonly [T, ...T[]]) => T
}

/** Dice for a seed: no state, so that a simulation that was killed goes on as it would have. */
export function diceOf(seed: number): Dice {
  const roll = (what: string) => mixed(hashed(`${seed}:${what}`)) / 4_294_967_296
  return {
    roll,
    happens: (what, probability) => roll(what) < probability,
    pick: (what, from) => from[Math.floor(roll(what) * from.length)] ?? from[0],
  }
}

/** FNV-1a, 32 bits. */
function hashed(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** The finisher of MurmurHash3: words that are alike fall far apart. */
function mixed(hash: number): number {
  let mixing = hash
  mixing = Math.imul(mixing ^ (mixing >>> 16), 0x85ebca6b)
  mixing = Math.imul(mixing ^ (mixing >>> 13), 0xc2b2ae35)
  return (mixing ^ (mixing >>> 16)) >>> 0
}
