/** How a domain may move from one registrar to another. Null: nobody has told us. */
export type TldRules = {
  /** The end of the name that the rules are for, in A-labels: `fr`, `asso.fr`. */
  suffix: string
  kind: 'gtld' | 'sponsored' | 'cctld'
  /** False for a country that we know nothing of: its registry must be asked. */
  known: boolean
  registry: string | null
  codeRequired: boolean | null
  codeValidityDays: number | null
  /** Whether its registrars lock domains against being moved. */
  lockSupported: boolean | null
  /** How long the old registrar, or the owner, may say no; 0: it is done at once. */
  waitDays: number | null
  /** How long it takes when they did. */
  refusedWaitDays: number | null
  silence: 'approves' | 'refuses' | null
  /** A younger domain may be refused. */
  minAgeDays: number | null
  /** So may one that has moved since. */
  sinceTransferDays: number | null
  /** What should be left of the period that is paid. */
  minLeftDays: number | null
  addsYear: boolean | null
  /** Who may have such a domain; null: anybody, or it is not known. */
  eligibility: { fr: string, en: string } | null
}
