/** Words of what programs and people put under a message, French and English first. Each is a piece of a regular expression. */

const DEVICES = [
  'iphone', 'ipad', 'ipod', 'android', 'smartphone', 'mobile', 't[ée]l[ée]phone', 'appareil', 'samsung', 'galaxy', 'huawei', 'honor', 'xiaomi', 'redmi', 'oppo', 'oneplus', 'pixel', 'nokia', 'htc', 'motorola', 'sony', 'xperia', 'wiko', 'blackberry', 'windows', 'phone', 'cell( ?phone)?', 'device', 'handy', 'handheld', 'tablet(te)?',
  't[ée]l[ée]fono', 'm[óo]vil', 'celular', 'telem[óo]vel', 'mobiltelefon', 'telefon', 'telefoon', 'mac(book)?', 'ordinateur', 'computer',
].join('|')

const APPS = [
  'outlook', 'mail orange', 'proton ?mail', 'proton', 'yahoo', 'gmail', 'aol', 'courrier', 'mail', 'bluemail', 'thunderbird', 'spark', 'fairphone', 'k-9', 'orange', 'free', 'sfr', 'laposte(\\.net)?', 'la poste mobile', 'tutanota', 'tuta', 'infomaniak', 'mailo', 'hotmail', 'airmail', 'mailbox', 'mailspring', 'mobile', 'web\\.de', 'gmx', 'edison', 'newton', 'superhuman', 'myMail', 'zoho', 'canary', 'fastmail', 'roundcube', 'zimbra',
].join('|')

const MY = 'mon|ma|my|un|une|a|an'

/** What may follow the thing: its model, or an excuse. */
const MODEL = '([ ,.(]+[^ .;!?]{1,30}){0,5}'
const EXCUSE = '.{0,30}(excuse|pardon|d[ée]sol[ée]|sorry|typo|brevity|brief|bri[èe]vet[ée]|fautes?|erreurs?|errors?|mistakes?|autocorrect|correcteur).{0,80}'

/** What no advertisement says: the rest of a sentence. */
export const TELLS = '[ ,](is|was|are|were|so|because|but|which|that|while|when|it|i|we|yesterday|est|[ée]tait|donc|car|mais|parce|puisque|pendant|quand|je|j[\'’]\\p{L}+|nous|il|elle|toujours|hier)[ ,]'

/** "Envoyé de mon iPhone": whole lines. */
export const ADVERTS = [
  // What is somebody's own names the thing in a few words; a sentence goes on after a comma or ends with a full stop.
  `(envoy[ée]e?|exp[ée]di[ée]|provenance|sent|posted|written|typed|dictated)( [:\\p{L}]{1,10}){0,3} (${MY}) (verizon, )?[^.,;!?]{0,40}\\b(${DEVICES})\\b(${MODEL}|${EXCUSE})[ .!]*`,
  `(envoy[ée]|sent) (depuis|de|via|avec|from|via|with|using|by) (${MY}) [^.,;:!?]{2,50}`,
  `(envoy[ée]e?|exp[ée]di[ée]|provenance|sent)([ '’]+(via|from|with|by|using|securely|depuis|avec|[àa] partir|gr[âa]ce|[àa]|de|d|:|l|la|le|the|messagerie|application|s[ée]curis[ée]e?|secure|email|encrypted)){1,8}[ '’]+(${APPS})\\b[^.!?]{0,120}\\.?`,
  `(envoy[ée]|sent) (depuis|from|via|by|par) (android|ios|mobile( device| phone)?|(an? )?iphone|ipad|blackberry|galaxy|samsung[^.,]{0,30}|tablet|desktop|windows)( mail)?`,
  '(get|t[ée]l[ée]charge[rz]?|obtenez|obtenir|hol(en)? sie|obtener|obt[ée]n|scarica|ottieni|download|obter|skaffa|hent) outlook (for|pour|für|para|per|voor|til|till) .{1,120}',
  'outlook (for|pour|für|para|per|voor) (ios|android)( .{0,80})?',
  'from my .{2,20}', '\\p{L}{2,15} from mobile',
  '(von|via) (meine[mnr]|unterwegs|.{2,30}\\b(iphone|ipad|smartphone|handy|android|samsung))\\b.{0,60}gesendet', 'gesendet (von|mit|über|via) .{2,60}', 'diese nachricht wurde von .{2,60} gesendet',
  'enviado (desde|de|do|da|con|com|via|pelo|a partir) .{2,60}', 'enviada (desde|do|pelo) .{2,60}', 'inviato (da|dal|con) .{2,60}', '(verzonden|verstuurd|gestuurd) (met|vanaf|vanuit|via) .{2,60}', '(skickat|skickades) från .{2,60}', 'hämta outlook .{1,60}',
  '(sendt|sent) (fra|via) (min|mit|mobil|.{0,20}iphone|.{0,20}ipad|.{0,20}outlook|.{0,20}android).{0,60}', 'lähetetty .{2,60}', 'lähetin tämän .{2,60}', '(wysłan[eoy]|wysłano) z .{2,60}', 'odesl[áa]no z .{2,60}', 'odoslané z .{2,60}',
  '(отправлено|послано|надіслано) (с|из|від|з) .{2,60}', 'στάλθηκε από .{2,60}', '.{1,30}(から送信|より送信)', '(从|從|发自|發自|来自).{1,30}', '(나의 |내 )?.{1,20}에서 보냄', 'iphone[’\'\\p{L}]{0,6} gönderildi', 'trimis (de pe|din) .{2,60}',
]

/** "Cordialement,": a whole line. */
export const CLOSINGS = [
  '((bien |très |tres )?cordialement( vôtre| à (vous|toi|tous))?|(avec )?(bien |mes |nos )?((plus )?sincères|meilleures|cordiales) salutations|salutations( distinguées| cordiales)?|amicalement|bien à (vous|toi)|respectueusement|sincèrement|coopérativement|(très )?(bonne|belle|excellente|bon) (journée|soirée|après-midi|fin de (journée|semaine)|semaine|week-?end|continuation|réception)( à (vous|toi|tous))?|cdlt|cdt|à bientôt|bises)',
  '((best|kind|kindest|warm|warmest|many thanks and|thanks and)( and (best|kind|warm))? (regards|wishes)|regards|cheers|sincerely( yours)?|yours (sincerely|truly|faithfully)|all the best|best|thanks|thank you|many thanks|cordially)',
  '(mit (freundlichen|besten|herzlichen|lieben) gr[üu](ß|ss)en|(viele|beste|liebe|schöne|freundliche) gr[üu](ß|ss)e|mfg|lg|(un )?(saludo|saludos)( cordial(es)?)?|atentamente|cordiali saluti|distinti saluti|met vriendelijke groeten?|mvg|atenciosamente|cumprimentos|med vänlig hälsning|(med )?(vänliga hälsningar|venlig hilsen|vennlig hilsen)|hilsen|mvh|kh|ystävällisin terveisin|z poważaniem|pozdrawiam|s pozdravem|с уважением)',
]

/** What is added under all mails of a house: how a paragraph begins. */
export const NOTICES = [
  'ce (message|courriel|mail|e-?mail|m[ée]l)( [ée]lectronique)?( et| ainsi que|,| est| peut|\\s?\\()[^?]{0,120}(confidentiel|pi[èe]ces? jointes?|destinataire|virus|exclusi|priv[ée])', '(avis|clause|mention) de confidentialit[ée]', 'l[\'’]absence de virus', 'garanti sans virus', 'sans virus[. ]', '(merci de |avant d[\'’]imprimer|pens(ez|ons) ).{0,40}(environnement|imprimer)', 'n[\'’]imprimez ce',
  '(this|the information (contained )?in this) (e-?mail|message|communication|transmission)[^?]{0,120}(confidential|privileged|intended|attachment|virus|property|may contain)', '(confidentiality|legal|privacy) (notice|disclaimer|note|statement)', 'confidential(ity)?\\s*:', 'disclaimer\\s*:?', 'virus-free', 'no virus found', 'checked by avg', 'please (consider|think of) the environment', 'please note:? this e-?mail',
  'diese e-?mail (enthält|und|ist|kann)[^?]{0,80}(vertraulich|bestimmt|viren)', 'este (mensaje|correo|e-?mail)[^?]{0,80}confidencial', 'esta mensagem[^?]{0,80}confidencia', 'questo messaggio[^?]{0,80}(riservat|confidenzial)',
]
