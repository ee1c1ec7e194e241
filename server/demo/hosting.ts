import { Desired } from '../provisioners/desired.ts'
import type { NewAccount } from '../provisioners/ports.ts'

/** An account at the hosting of the demonstration, and what it has. */
export type DemoAccount = { account: NewAccount, desired: Desired }

type Told = { login: string, email: string, name: [string, string], domain: string, boxes: Record<string, number>, forwards?: Record<string, string>, lists?: boolean, databases?: string[] }

function accountOf({ login, email, name: [firstName, lastName], domain, boxes, forwards = {}, lists = false, databases = [] }: Told): DemoAccount {
  return {
    account: { login, email, firstName, lastName, notes: '' },
    desired: Desired.parse({
      domains: [{ name: domain, hostsMail: true }],
      addresses: [
        ...Object.entries(boxes).map(([local, quotaMb]) => ({ domain, local, mailbox: { quotaMb } })),
        ...Object.entries(forwards).map(([local, to]) => ({ domain, local, recipients: [to] })),
      ],
      databases: databases.map(name => ({ name })),
      lists: lists ? [{ domain, host: `listes.${domain}` }] : [],
    }),
  }
}

/** Members who have an account there; others have none yet, or write from an address that is registered nowhere. */
export const hostedMembers: readonly DemoAccount[] = [
  accountOf({ login: 'lespiedsverts', email: 'claire@lespiedsverts.example', name: ['Claire', 'Morvan'], domain: 'lespiedsverts.example', boxes: { claire: 2000, bureau: 2000, contact: 500 }, forwards: { tresorerie: 'claire@lespiedsverts.example' }, databases: ['lespiedsverts_site'] }),
  accountOf({ login: 'troischenes', email: 'contact@ferme-des-trois-chenes.example', name: ['Didier', 'Roussel'], domain: 'ferme-des-trois-chenes.example', boxes: { contact: 500 } }),
  accountOf({ login: 'amapmoulin', email: 'lucie@amap-du-moulin.example', name: ['Lucie', 'Marchand'], domain: 'amap-du-moulin.example', boxes: { lucie: 1000, panier: 1000 }, lists: true }),
  accountOf({ login: 'pirouette', email: 'antenne@radio-pirouette.example', name: ['Jean-Luc', 'Pradines'], domain: 'radio-pirouette.example', boxes: { antenne: 5000, musique: 2000, regie: 500 }, databases: ['pirouette'] }),
  accountOf({ login: 'fanfarequais', email: 'bureau@fanfare-des-quais.example', name: ['Fanfare des quais', ''], domain: 'fanfare-des-quais.example', boxes: { 'bernard.lestienne': 1000 }, forwards: { bureau: 'bernard.lestienne@fanfare-des-quais.example' } }),
  accountOf({ login: 'kerdoncuff', email: 'yves@kerdoncuff.example', name: ['Yves', 'Kerdoncuff'], domain: 'kerdoncuff.example', boxes: { yves: 2000 } }),
  accountOf({ login: 'ludopomme', email: 'bureau@ludotheque-pomme.example', name: ['Ludothèque Pomme d’Api', ''], domain: 'ludotheque-pomme.example', boxes: { nadege: 1000, bureau: 1000 }, lists: true }),
  accountOf({ login: 'bellevue', email: 'president@parents-bellevue.example', name: ['Parents de Bellevue', ''], domain: 'parents-bellevue.example', boxes: { president: 500 } }),
]
