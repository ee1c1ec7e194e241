// RFC 8056: the words of RDAP that are not those of EPP with spaces between them.
const OTHERS: Record<string, string> = { 'active': 'ok', 'add period': 'addPeriod', 'auto renew period': 'autoRenewPeriod', 'renew period': 'renewPeriod', 'transfer period': 'transferPeriod', 'redemption period': 'redemptionPeriod' }
const MOST_LETTERS = 60

/** A status of RDAP in the word of EPP: `client transfer prohibited` is `clientTransferProhibited`. One that nobody knows keeps its words. Undefined for what is no status. */
export function eppStatus(status: string): string | undefined {
  const words = status.trim().replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/[\s_-]+/g, ' ')
  if (!/^[a-z]+( [a-z]+)*$/.test(words) || words.length > MOST_LETTERS) return undefined
  return OTHERS[words] ?? words.replace(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
