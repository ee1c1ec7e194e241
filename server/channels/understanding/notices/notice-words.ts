/** Words of the notices that houses and programs put under all mails, French and English first. Each is a piece of a regular expression. */

const MAIL = '(?:message|courriel|mail|e-?mail|m[ée]l)(?: [ée]lectronique)?'
const THIS = '(?:e-?mail|message|communication|transmission)(?: message)?'
const END = '(?= *(?:www|https?|[<(\\[]|$))'
/** What others than the addressee are to do. */
const DO = '(?:détrui|supprim|effac|(?:avert|préven|inform|avis|contact)\\p{L}{0,6}[^.?]{0,30}(?:expéditeur|émetteur|auteur))'
const DO_EN = '(?:delete|destroy|disregard|(?:notify|inform|contact|advise)[^.?]{0,20}(?:sender|us|author)|return it)'
const USE = '(?:use|review|disclosure|copying|copy|distribution|dissemination|reproduction|retention)'

/** How a paragraph begins that says nothing else. */
export const NOTICE_OPENINGS = [
  // Of the environment.
  '(?:merci de )?pens(?:ez|ons|er) (?:à (?:l[\'’]environnement|la planète)|vert)', '(?:merci de )?(?:respect|préserv)(?:er|ez|ons) l[\'’]environnement', 'avant d[\'’]imprimer[^?]{0,60}(?:environnement|nécess|planète)', 'n[\'’]imprim(?:ez|ons) ce', `merci de n(?:e pas imprimer|[’']imprimer) (?:cet?|le présent) ${MAIL}`,
  'adopt(?:ez|ons) l[\'’][ée]co', '[ée]conomis(?:ez|ons) (?:du |le )?papier', 'please (?:consider|think of|remember) (?:the|your|our) environment', '(?:please )?think (?:twice )?before (?:you )?print', '(?:please )?save (?:a tree|trees|paper)[^?]{0,40}print', 'go green[^?]{0,40}print', 'antes de imprimir[^?]{0,80}ambiente', '(?:pense|piense|piensa) (?:no|en el) (?:meio|medio) ?ambiente', 'prima di stampare[^?]{0,80}ambiente', '(?:bitte )?denken sie an die umwelt', 'denk aan het milieu', '(?:please )?do(?: not|n[\'’]t) print this',
  // Of viruses.
  'l[\'’]absence de virus', 'garanti sans virus', `sans virus\\.${END}`, `virus-?free\\.${END}`, 'no virus (?:was )?found', 'checked by avg', `cet? ${MAIL} a été (?:vérifié|analysé|contrôlé)[^?]{0,60}(?:anti-?virus|avast|avg\\b)`, `this ${THIS} (?:has been|was) (?:scanned|checked|swept)[^?]{0,60}(?:virus|avast|avg\\b)`,
  // Of what is told to nobody else.
  `(?:avis|clause|mention) de confidentialit[ée]\\s*[:.–-]?\\s*(?:$|cet?\\b|le présent|l[’']information|les (?:informations|contenus))`, `(?:confidential(?:ity)?|legal|privacy|important) (?:notice|disclaimer|note|statement)\\s*[:.–-]?\\s*(?:$|this ${THIS}|the (?:information|contents?)|any ${USE})`, `(?:confidential(?:ity)?|disclaimer)\\s*[:.–-]?\\s*(?:this ${THIS}|the (?:information|contents?))`,
  '(?:strictly )?(?:private|privileged|confidential),? (?:and|&|/) (?:private|privileged|confidential)(?: communication| information)?\\W*$', 'disclaimer\\W*$', `this ${THIS} may contain [^?.]{0,40}(?:confidential|privileged|proprietary)`, `cet? ${MAIL} peut contenir des informations (?:confidentielles|privil[ée]gi[ée]es)`,
  '(?:please )?(?:immediately )?notify the sender[^?]{0,60}(?:in error|by mistake|recipient)', `un?authori[sz]ed [^.?]{0,40}${USE}[^.?]{0,80}(?:prohibited|forbidden|unlawful)`,
]

/** What they ask of whoever should not have the message, wherever in them. */
export const NOTICE_DEMANDS = [
  `si vous n[’'](?:êtes|etes) pas [^.?]{0,60}destinataire[^.?]{0,160}${DO}`, `si vous (?:avez reçu|recevez) (?:cet?|le présent) ${MAIL} par erreur[^.?]{0,160}${DO}`,
  `if you (?:are not the (?:intended|named)|(?:have )?received? this)[^.?]{0,80}(?:recipient|addressee|in error|by mistake)[^?]{0,200}${DO_EN}`,
  'si (?:usted )?(?:ha |has )?recib[^.?]{0,60}por error[^.?]{0,120}(?:elimin|borr|bórr|destru|notifi|avis)', '(?:caso|se) [^.?]{0,40}receb[^.?]{0,60}por (?:engano|erro)[^.?]{0,120}(?:apag|elimin|exclu|destru|notifi|avis)', 'se [^.?]{0,20}ricevut[^.?]{0,60}per errore[^.?]{0,120}(?:elimin|cancell|distrugg|avvis|notific)', '(?:wenn|sollten|falls) sie [^.?]{0,80}irrtümlich[^?]{0,120}(?:lösch|vernicht|informier|benachrichtig)',
]

/** What the end of one says that says nothing of this else. */
export const NOTICE_ENDS = `${DO}|${DO_EN}|(?:all|any|toutes les) copies|expéditeur|the sender|^(?:thank you|merci)\\W*$`

/** What such paragraphs say of the message itself; two of these together are hardly ever somebody's own words. */
export const NOTICE_SIGNS = [
  // It has files, or information in it.
  `(?:cet?|le présent) ${MAIL},? ?(?:et|ainsi que|y compris|incluant|\\() ?[^.]{0,60}(?:pi[èe]ces?|annexes?|fichiers?|documents?)|this ${THIS},? (?:and|including|together with) [^.]{0,30}(?:attachments?|files|documents)|contenue?s? dans (?:cet?|le présent) ${MAIL}|contained in this ${THIS}`,
  // It is confidential.
  'confidenti|confidencia|confidenzia|privil[ée]giée?s?\\b|privileged|vertraulich|riservat|vertrouwelijk',
  // It is meant for one person.
  'n[\'’](?:êtes|etes) pas [^.]{0,40}destinataire|(?:exclusi|uniquement|strictement)\\p{L}{0,6} (?:destin|réserv|adress|à l[’\']|pour l[’\'])|usage exclusif|attention exclusive|intended (?:only|solely|for the)|sole use|(?:intended|named) (?:recipient|addressee)|nicht der (?:richtige|beabsichtigte)|ausschließlich für|exclusivamente|esclusivamente|destinatari|geadresseerde|uitsluitend bestemd',
  'to wh(?:om|ich) (?:it|they) (?:is|are) addressed|auxquelles? (?:il est|ils sont) (?:destin|adress)|for the individual|individual or entity',
  // It may have gone astray.
  `(?:si|personne) [^.?]{0,40}(?:reçu|recevez|recevant|reçoit)[^.?]{0,60}par erreur|(?:if|anyone) [^.?]{0,40}receiv[^.?]{0,60}(?:in error|by mistake|erroneously)|(?:wenn|sollten|falls) sie [^.?]{0,80}irrtümlich|si (?:usted )?(?:ha )?recib[^.?]{0,60}por error|se [^.?]{0,40}(?:ricevut|receb)[^.?]{0,60}(?:per errore|por engano|por erro)`,
  // Nobody may use it, and nobody stands for it.
  `toute (?:utilisation|diffusion|divulgation|copie|reproduction|publication|distribution)[^.?]{0,160}(?:interdit|prohib|autoris)|any [^.?]{0,60}${USE}[^.?]{0,160}(?:prohibited|forbidden|unlawful|not permitted)|(?:weitergabe|verbreitung)[^.?]{0,80}(?:nicht gestattet|untersagt)`,
  'décline(?:nt)? toute responsabilité|(?:accepts? no|not be) (?:liability|responsibility|liable)|altéré, (?:déformé|modifié)|falsifié|keine haftung', '(?:scanned|checked|swept) for|libre de virus|transmission of viruses',
]

/** Whoever says this speaks of themselves, as a house never does. */
export const FIRST_PERSON = '(?:^|[\\s,.;:(«"])(?:[jJ]e|[jJ][\'’]\\p{L}+|[mM]on|[mM]a|[mM]es|[mM]oi|[mM][\'’]\\p{L}+|[mM]e|I|I[\'’][a-z]+|[mM]y|[iI]ch|[mM]ein\\p{L}{0,2}|[mM]ir|[mM]ich)(?=[\\s,.;:!)»"]|$)'
