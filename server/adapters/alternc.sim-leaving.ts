import type { Change } from '../provisioners/change.ts'
import type { Provisioner } from '../provisioners/ports.ts'

const kept = (domain: string): Change[] => [
  { do: 'domain', domain, hostsDns: true, hostsMail: true, force: true },
  { do: 'entry', domain, name: 'blog', kind: 'web', value: `/www/blog.${domain}`, replaces: null },
  { do: 'entry', domain, name: 'agenda', kind: 'cname', value: 'framagenda.example.', replaces: null },
  { do: 'address', domain, local: 'contact', mailbox: { quotaMb: 500 }, recipients: [] },
  { do: 'address', domain, local: 'bureau', mailbox: null, recipients: [`contact@${domain}`, 'claire@ailleurs.example'] },
]

const LOGIN = 'membre'
const isAlone = (domain: string) => domain.split(/[.-]/).includes('alone')

/** A domain that leaves a hosting that is played has been there for years, with mail and a site; one with the word `alone` in its name is only registered with us. */
export async function ensureHosted(hosting: Provisioner, domain: string): Promise<void> {
  if (isAlone(domain) || (await hosting.find({ login: LOGIN })).length > 0) return
  const { id } = await hosting.createAccount({ login: LOGIN, email: 'membre@example.org', firstName: 'Claire', lastName: 'Vasseur', notes: '' }, { plain: 'un mot de passe' })
  for (const change of kept(domain)) await hosting.apply(id, change)
}

/** Somebody has taken the domain away, in the panel. */
export async function removedByHand(hosting: Provisioner, domain: string): Promise<void> {
  const [owner] = await hosting.find({ domain })
  if (owner) await hosting.apply(owner.id, { do: 'remove-domain', domain })
}
