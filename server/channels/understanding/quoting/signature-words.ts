/** Words of what programs and people put under a message, French and English first. Each is a piece of a regular expression. */

const DEVICES = [
  'iphone', 'ipad', 'ipod', 'android', 'smartphone', 'mobile', 't[ée]l[ée]phone', 'appareil', 'samsung', 'galaxy', 'huawei', 'honor', 'xiaomi', 'redmi', 'oppo', 'oneplus', 'pixel', 'nokia', 'htc', 'motorola', 'sony', 'xperia', 'wiko', 'blackberry', 'windows', 'phone', 'cell( ?phone)?', 'device', 'handy', 'mobilger[äa]t', 'ger[äa]t', 'handheld', 'tablet(te)?',
  't[ée]l[ée]fono', 'm[óo]vil', 'celular', 'telem[óo]vel', 'mobiltelefon', 'telefon', 'telefoon', 'mac(book)?', 'ordinateur', 'computer',
].join('|')

const APPS = [
  'outlook', 'mail orange', 'proton ?mail', 'proton', 'yahoo', 'gmail', 'aol', 'courrier', 'mail', 'bluemail', 'thunderbird', 'spark', 'fairphone', 'k-9', 'orange', 'free', 'sfr', 'laposte(\\.net)?', 'la poste mobile', 'tutanota', 'tuta', 'infomaniak', 'mailo', 'hotmail', 'airmail', 'mailbox', 'mailspring', 'mobile', 'web\\.de', 'gmx', 'edison', 'newton', 'superhuman', 'myMail', 'zoho', 'canary', 'fastmail', 'roundcube', 'zimbra',
].join('|')

const MY = 'mon|ma|my|un|une|a|an'

/** Any of these, with the ending that a language gives it. */
const THING = `(?<=^|[\\s"'’«-])(${DEVICES}|${APPS}|iphon|мобильн|почт|κινητό)[\\p{L}’']{0,8}`

/** What may follow the thing: its model, or an excuse. */
const MODEL = '([ ,.(]+[^ .;!?]{1,30}){0,7}'
const EXCUSE = '.{0,30}(excuse|pardon|d[ée]sol[ée]|sorry|typo|brevity|brief|bri[èe]vet[ée]|fautes?|erreurs?|errors?|mistakes?|autocorrect|correcteur).{0,80}'

/** What may follow in other languages: a word or two. */
const TAIL = '( [^ .,;!?]{1,20}){0,2}[ .!]*'

/** What no advertisement says: the rest of a sentence. */
export const TELLS = '[ ,](is|was|are|were|so|because|but|which|that|while|when|it|i|we|yesterday|est|[ée]tait|donc|car|mais|parce|puisque|pendant|quand|je|j[\'’]\\p{L}+|nous|il|elle|toujours|hier)[ ,]|[ ,](ontem|hoje|ayer|hoy|ieri|oggi|gestern|heute|gisteren|vandaag)(?=[ ,.!]|$)'

/** "Envoyé de mon iPhone": whole lines. */
export const ADVERTS = [
  // What is somebody's own names the thing in a few words; a sentence goes on after a comma or ends with a full stop.
  `(envoy[ée]e?|exp[ée]di[ée]|provenance|sent|posted|written|typed|dictated)( [:\\p{L}]{1,10}){0,5} (${MY}) (verizon, )?[^.,;!?]{0,40}\\b(${DEVICES})\\b(${MODEL}|${EXCUSE})[ .!]*`,
  `(envoy[ée]|sent) (depuis|de|via|avec|from|via|with|using|by) (${MY}) [^.,;:!?]{2,50}`,
  `(envoy[ée]e?|exp[ée]di[ée]|provenance|sent)([ '’]+(via|from|with|by|using|securely|depuis|avec|[àa] partir|gr[âa]ce|[àa]|de|d|:|l|la|le|the|messagerie|application|s[ée]curis[ée]e?|secure|email|encrypted)){1,8}[ '’]+(${APPS})\\b[^.!?]{0,120}\\.?`,
  `(envoy[ée]|sent) (depuis|from|via|by|par) (android|ios|mobile( device| phone)?|(an? )?iphone|ipad|blackberry|galaxy|samsung[^.,]{0,30}|tablet|desktop|windows)( mail)?`,
  '(get|t[ée]l[ée]charge[rz]?|obtenez|obtenir|hol(en)? sie|obtener|obt[ée]n|scarica|ottieni|download|obter|skaffa|hent) (?:o |l[\'’])?outlook (for|pour|für|para|per|voor|til|till) .{1,120}',
  'outlook (for|pour|für|para|per|voor) (ios|android)( .{0,80})?',
  `from my [^.,;!?]{0,20}\\b(${DEVICES})( (\\d{1,2}s?|plus|pro|max|mini|mobile)){0,2}`, '\\p{L}{2,15} from mobile',
  `(von|via) (meine[mnr] )?.{0,30}${THING}.{0,60}gesendet`, 'von unterwegs gesendet', `gesendet (von|mit|über|via) .{0,30}${THING}${TAIL}`, 'diese nachricht wurde von .{2,60} gesendet',
  `enviad[oa] (desde|de|do|da|con|com|via|pelo|a partir) .{0,30}${THING}${TAIL}`, `inviato (da|dal|con) .{0,30}${THING}${TAIL}`, `(verzonden|verstuurd|gestuurd) (met|vanaf|vanuit|via) .{0,30}${THING}${TAIL}`, `(skickat|skickades) från .{0,30}${THING}${TAIL}`, 'hämta outlook .{1,60}',
  `(sendt|sent) (fra|via) .{0,30}${THING}${TAIL}`, `(lähetetty|lähetin tämän) .{0,30}${THING}${TAIL}`, `(wysłan[eoy]|wysłano) z .{0,30}${THING}${TAIL}`, `odesl[áa]no z .{0,30}${THING}${TAIL}`, `odoslané z .{0,30}${THING}${TAIL}`,
  `(отправлено|послано|надіслано) (с|из|від|з) .{0,30}${THING}${TAIL}`, `στάλθηκε από .{0,30}${THING}${TAIL}`, '.{1,30}(から送信|より送信)', '(從|从).{1,25}(傳送|发送|發送|寄出)', '(发自|發自).{1,30}', `来自.{0,20}(${DEVICES}|${APPS}|手机|邮箱).{0,10}`, '(나의 |내 )?.{1,20}에서 보냄', 'iphone[’\'\\p{L}]{0,6} gönderildi', `(az )?.{0,20}${THING}[\\p{L}’-]{0,10} küldve`, `trimis (de pe|din) .{0,30}${THING}${TAIL}`,
]

/** "Cordialement,": a whole line. */
export const CLOSINGS = [
  '((bien |très |tres )?cordialement( vôtre| à (vous|toi|tous))?|(avec )?(bien |mes |nos )?((plus )?sincères|meilleures|cordiales) salutations|salutations( distinguées| cordiales)?|amicalement|bien à (vous|toi)|respectueusement|sincèrement|coopérativement|(très )?(bonne|belle|excellente|bon) (journée|soirée|après-midi|fin de (journée|semaine)|semaine|week-?end|continuation|réception)( à (vous|toi|tous))?|cdlt|cdt|[àa] (bient[ôo]t|plus)|au revoir|bises?)',
  '((best|kind|kindest|warm|warmest|many thanks and|thanks and)( and (best|kind|warm))? (regards|wishes)|regards|cheers|sincerely( yours)?|yours (sincerely|truly|faithfully)|all the best|best|thanks|thank you|many thanks|cordially)',
  '(mit (freundlichen|besten|herzlichen|lieben) gr[üu](ß|ss)en|(viele|beste|liebe|schöne|freundliche) gr[üu](ß|ss)e|mfg|lg|(un )?(saludo|saludos)( cordial(es)?)?|atentamente|cordiali saluti|distinti saluti|met vriendelijke groeten?|mvg|atenciosamente|cumprimentos|med vänlig hälsning|(med )?(vänliga hälsningar|venlig hilsen|vennlig hilsen)|hilsen|mvh|kh|ystävällisin terveisin|z poważaniem|pozdrawiam|s pozdravem|с уважением)',
]
