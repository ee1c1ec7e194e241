import { expect, test } from 'vitest'
import type { Change } from './change.ts'
import type { Hosting } from './hosting.ts'
import { inWords, objectionInWords } from './words.ts'

const actual: Hosting = {
  account: { id: '1', login: 'assoc1', name: '', email: 'a@b.example', enabled: true }, addresses: [], ftp: [], databases: [], robots: [],
  quotas: [{ name: 'mailboxes', used: 10, total: 10 }],
  domains: [{ name: 'assoc.fr', hostsDns: true, hostsMail: true, ttl: 3600, applied: { state: 'applied', says: null }, entries: [{ id: '7', name: 'www', kind: 'web', value: '/www/assoc.fr', enabled: true, applied: { state: 'applied', says: null } }] }],
}

test.each<[Change, string, string]>([
  [{ do: 'quota', quota: 'mailboxes', total: 14 }, 'Porter le quota d’adresses de 10 à 14', 'Raise the quota of addresses from 10 to 14'],
  [{ do: 'domain', domain: 'x.fr', hostsDns: true, hostsMail: false, force: true }, 'Créer le domaine x.fr, avec sa zone DNS, sans son courrier pour l’instant (avant que ses serveurs de noms ne mènent ici)', 'Create the domain x.fr, with its DNS zone, without its mail for now (before its name servers lead here)'],
  [{ do: 'entry', domain: 'assoc.fr', name: 'www', kind: 'cname', value: 'y.example.', replaces: '7' }, 'www.assoc.fr : est un autre nom de y.example. (CNAME), à la place de ce qui montre les pages du dossier /www/assoc.fr', 'www.assoc.fr: is another name for y.example. (CNAME), instead of what shows the pages in the folder /www/assoc.fr'],
  [{ do: 'remove-entry', domain: 'assoc.fr', id: '7' }, 'Retirer une entrée de www.assoc.fr (celle qui montre les pages du dossier /www/assoc.fr)', 'Remove an entry of www.assoc.fr (the one that shows the pages in the folder /www/assoc.fr)'],
  [{ do: 'address', domain: 'assoc.fr', local: 'info', mailbox: { quotaMb: 0 }, recipients: ['a@b.example', 'c@d.example'] }, 'Faire de info@assoc.fr une boîte aux lettres sans limite qui transmet à a@b.example, c@d.example', 'Make info@assoc.fr a mailbox without a limit that passes on to a@b.example, c@d.example'],
  [{ do: 'ftp', prefix: 'assoc1', login: 'web', folder: '/www' }, 'Ouvrir l’accès FTP assoc1_web sur le dossier /www', 'Open the FTP login assoc1_web on the folder /www'],
])('%j is said', (change, fr, en) => {
  expect(inWords(change, actual)).toEqual({ fr, en })
})

test('an objection is said', () => {
  expect(objectionInWords({ why: 'somebody-else', about: 'assoc.fr', stops: true }).fr).toBe('assoc.fr appartient à un autre compte de l’hébergement')
})
