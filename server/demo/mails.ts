import type { When } from './dates.ts'

/** A message of the demonstration: its template in mail-templates/demo, when it arrives, and when the one it quotes was written. */
export type DemoMail = { name: string, at: When, answers?: When }

const day = (daysAgo: number, time: string): When => ({ daysAgo, time })
const ago = (hours: number): When => ({ minutesAgo: Math.round(hours * 60) })

/** All of them, the oldest first. */
export const mails: readonly DemoMail[] = [
  { name: '01-boite-pleine', at: day(6, '08:47') },
  { name: '02-thunderbird', at: day(6, '09:15') },
  { name: '03-wordpress-erreur-critique', at: day(6, '09:52') },
  { name: '04-mx-kerdoncuff', at: day(6, '12:32') },
  { name: '05-tiers-tom', at: day(6, '14:05'), answers: day(6, '09:52') },
  { name: '06-prix-gandi', at: day(6, '21:40') },
  { name: '07-boite-pleine-suite', at: day(5, '07:55'), answers: day(6, '08:47') },
  { name: '08-facture', at: day(5, '09:20') },
  { name: '09-liste-spip', at: day(5, '10:02') },
  { name: '10-liste-spip-reponse', at: day(5, '11:48'), answers: day(5, '10:02') },
  { name: '11-transfer-question', at: day(5, '14:30') },
  { name: '12-spam-theatre', at: day(5, '17:12') },
  { name: '13-certificat', at: day(5, '20:26') },
  { name: '14-certificat-merci', at: day(4, '07:12') },
  { name: '15-mails-perdus', at: day(4, '08:10') },
  { name: '16-mails-perdus-relance', at: day(4, '08:58'), answers: day(4, '08:10') },
  { name: '17-nextcloud-agenda', at: day(4, '11:25') },
  { name: '18-forum-formulaires', at: day(4, '13:05') },
  { name: '19-mot-de-passe-colle', at: day(4, '18:33') },
  { name: '20-mot-de-passe-oublions', at: day(4, '19:02') },
  { name: '21-sans-objet', at: day(4, '19:37') },
  { name: '22-gmail-refuse', at: day(4, '22:15') },
  { name: '23-domaine-expire', at: day(3, '07:30') },
  { name: '24-mails-revenus', at: day(3, '08:20') },
  { name: '25-transfer-answer', at: day(3, '12:12') },
  { name: '26-absence-tresorier', at: day(3, '15:20') },
  { name: '27-retour-a-l-expediteur', at: day(3, '17:48'), answers: day(3, '17:47') },
  { name: '28-merci-odile', at: day(2, '08:22'), answers: day(5, '19:04') },
  { name: '29-cotisation', at: day(2, '10:05') },
  { name: '30-nouvelles-boites', at: day(2, '13:50') },
  { name: '31-thunderbird-suite', at: day(2, '19:03'), answers: day(6, '18:36') },
  { name: '32-site-pirate', at: day(2, '21:31') },
  { name: '33-supervision', at: ago(21) },
  { name: '34-mx-suite', at: ago(20) },
  { name: '35-newsletter-limit', at: ago(17) },
  { name: '36-nextcloud-suite', at: ago(14), answers: day(4, '11:25') },
  { name: '37-signature-snappymail', at: ago(12) },
  { name: '38-dissolution', at: ago(9) },
  { name: '39-code-transfert', at: ago(6) },
  { name: '40-nous-rejoindre', at: ago(4) },
  { name: '41-sous-domaine', at: ago(2.5) },
  { name: '42-site-503', at: ago(0.5) },
]
