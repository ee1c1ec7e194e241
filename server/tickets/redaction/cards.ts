// Fifteen or sixteen digits, in groups or not; not a part of a longer number. (A SIRET has fourteen, and the same check.)
const CARD = /(?<![\p{L}\d]|\d[ .-])(?:3[47]\d{2}[ -]?\d{6}[ -]?\d{5}|[2-6]\d{3}(?:[ -]?\d{4}){3})(?![ .-]?\d)(?!\p{L})/gu

/** The numbers of payment cards in a text: those whose last digit proves the others. */
export const cardsIn = (text: string) => [...text.matchAll(CARD)]
  .filter(([number]) => isProved(number.replace(/\D/g, '')))
  .map(({ index, 0: number }) => ({ kind: 'card' as const, start: index, end: index + number.length }))

/** Luhn's check; a number of one digit repeated is a placeholder. */
function isProved(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, at) => total + (at % 2 === 0 ? Number(digit) : doubled(Number(digit))), 0)
  return sum % 10 === 0
}

const doubled = (digit: number) => digit * 2 > 9 ? digit * 2 - 9 : digit * 2
