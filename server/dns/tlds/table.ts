import type { TldRules } from './tld-rules.ts'

type Rules = Omit<TldRules, 'suffix'>

// ICANN's Transfer Policy, as it stands. What its review will change, at a date that nobody has said yet, is three of these
// numbers: `minAgeDays` and `sinceTransferDays` become 30, `codeValidityDays` becomes 14.
const icann: Rules = {
  kind: 'gtld', known: true, registry: null, codeRequired: true, codeValidityDays: null, lockSupported: true,
  waitDays: 5, refusedWaitDays: null, silence: 'approves', minAgeDays: 60, sinceTransferDays: 60, minLeftDays: 30, addsYear: true, eligibility: null,
}
const unknown: Rules = {
  kind: 'cctld', known: false, registry: null, codeRequired: null, codeValidityDays: null, lockSupported: null,
  waitDays: null, refusedWaitDays: null, silence: null, minAgeDays: null, sinceTransferDays: null, minLeftDays: null, addsYear: null, eligibility: null,
}
const afnic: Rules = {
  ...unknown, known: true, registry: 'AFNIC', codeRequired: true, lockSupported: false, waitDays: 8, refusedWaitDays: 22, silence: 'approves', minLeftDays: 30,
  eligibility: { fr: 'une personne ou une organisation établie dans l’Union européenne, en Suisse, en Norvège, en Islande ou au Liechtenstein', en: 'a person or organisation in the European Union, Switzerland, Norway, Iceland or Liechtenstein' },
}
/** The code is all that is asked for; the transfer is done at once. */
const atOnce: Rules = { ...unknown, known: true, codeRequired: true, lockSupported: false, waitDays: 0, minLeftDays: 15 }

/** What applies where no line says otherwise: to the domains of the world, and to countries that we know nothing of. */
export const defaults = { gtld: icann, cctld: unknown } as const

/** The rules of moving a domain, by the end of its name. They change without notice: a number is changed here and nowhere else. */
export const table: Readonly<Record<string, Rules>> = {
  ...Object.fromEntries(['fr', 're', 'pm', 'tf', 'wf', 'yt'].map(suffix => [suffix, afnic])),
  com: { ...icann, registry: 'Verisign' },
  net: { ...icann, registry: 'Verisign' },
  org: { ...icann, registry: 'PIR' },
  ong: { ...icann, registry: 'PIR', eligibility: { fr: 'une organisation non gouvernementale', en: 'a non-governmental organisation' } },
  ngo: { ...icann, registry: 'PIR', eligibility: { fr: 'une organisation non gouvernementale', en: 'a non-governmental organisation' } },
  info: { ...icann, registry: 'Identity Digital' },
  coop: { ...icann, kind: 'sponsored', registry: 'DotCooperation', eligibility: { fr: 'une coopérative, ou une organisation au service des coopératives', en: 'a cooperative, or an organisation that serves cooperatives' } },
  bzh: { ...icann, registry: '.bzh', eligibility: { fr: 'un lien avec la Bretagne', en: 'a link with Brittany' } },
  alsace: { ...icann, registry: 'Grand Est' },
  paris: { ...icann, registry: 'Ville de Paris' },
  corsica: { ...icann, registry: 'Collectivité de Corse', eligibility: { fr: 'un lien avec la Corse', en: 'a link with Corsica' } },
  eu: {
    ...atOnce, registry: 'EURid', codeValidityDays: 40,
    eligibility: { fr: 'une personne ou une organisation de l’Union européenne, d’Islande, du Liechtenstein ou de Norvège', en: 'a person or organisation of the European Union, Iceland, Liechtenstein or Norway' },
  },
  be: { ...atOnce, registry: 'DNS Belgium' },
  de: { ...atOnce, registry: 'DENIC', codeValidityDays: 30 },
  nl: { ...atOnce, registry: 'SIDN' },
  ch: { ...atOnce, registry: 'SWITCH' },
  li: { ...atOnce, registry: 'SWITCH' },
  // Run by companies that follow ICANN's rules, though they are of countries.
  io: { ...icann, kind: 'cctld', registry: 'Identity Digital' },
  me: { ...icann, kind: 'cctld', registry: '.me' },
  tv: { ...icann, kind: 'cctld', registry: '.tv' },
}
