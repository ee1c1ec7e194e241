import { SourceInput } from '../channels/sources/contract.ts'
import type { PlayedListSettings } from './ports.ts'

/** Under which address the demonstration's cooperative writes. */
export const HOUSE = { address: 'aide@demo.example', name: 'L’Écluse', signature: 'L’équipe de L’Écluse, coopérative d’hébergement' }

const FOOTER = 'Liste d’entraide de L’Écluse\nPour lire les archives ou se désabonner : https://listes.demo.example/sympa/info/entraide'

/** The list of the demonstration, as it is followed. */
export const LIST = SourceInput.parse({
  name: 'Entraide', profile: 'sympa', address: 'entraide@listes.demo.example', listId: 'entraide.listes.demo.example', url: 'https://listes.demo.example/sympa/arc/entraide', account: HOUSE.address, answersBy: 'mail', footer: FOOTER,
})

/** Its forum. Its key opens nothing: no forum is asked. */
export const FORUM = SourceInput.parse({
  name: 'Forum de L’Écluse', profile: 'discourse', address: 'forum@demo.example', url: 'https://forum.demo.example', account: 'ecluse_aide', answersBy: 'api', apiKey: 'demonstration',
})

export const FORUM_HOST = 'forum.demo.example'

/** Whether this is the forum that is only played. */
export const isPlayedForum = ({ url }: { url: string | null }): boolean => url === FORUM.url

type Person = { name: string, address: string, handle: string }
const person = (name: string, address: string, handle: string): Person => ({ name, address, handle })

/** Who writes on the list and on the forum. */
export const people = {
  gwenn: person('Gwenn Le Dantec', 'gwenn@bibliobus-du-large.example', 'gwenn'),
  maelle: person('Maëlle Corre', 'maelle@gite-des-embruns.example', 'maelle_c'),
  fatou: person('Fatou Diarra', 'fatou.diarra@maison-des-langues.example', 'fatou_d'),
  tangi: person('Tangi Riou', 'tangi@amap-du-vallon.example', 'tangi'),
  owen: person('Owen Price', 'owen@canal-trust.example', 'owen'),
  camille: person('Camille Delaunay', 'camille@atelier-des-berges.example', 'camille_d'),
  yann: person('Yann Le Goff', 'yann@cyclos-solidaires.example', 'yann_lg'),
  sabine: person('Sabine Morel', 'sabine@theatre-du-quai.example', 'sabine_m'),
}

/** How the list is played: everybody's mail passes, and who writes from a domain that is strict speaks by the list. */
export const PLAYED_LIST: PlayedListSettings = {
  address: 'entraide@listes.demo.example', web: 'https://listes.demo.example/sympa', footer: FOOTER, protectedDomains: ['amap-du-vallon.example', 'canal-trust.example'],
  subscribers: [...Object.values(people), HOUSE].map(({ address }) => ({ address })),
}
