/** How servers that write no report say that a message came back: the large providers and the French ones, in English, French and a few more. */

/** Who writes so, in From. */
export const SERVER = /^(mailer[-_.]?daemon|post[-_.]?master|mail-?daemon|mdaemon|mmdf|ndr|imss|e\d{3}_smtp_mail_service|symantec_antivirus_for_smtp_gateways|"?system administrator"?|microsoftexchange[0-9a-f]{32}|mail[-_.]?delivery([-_.]?(subsystem|system|service))?|delivery[-_.]?(daemon|status|failure))([+@\\]|$)/i

/** Servers that hide behind somebody's address, or have none. */
export const SERVER_NAME = /^(internet )?(mail )?delivery (sub)?system|^internet mail delivery|^mailer-daemon|^système de remise|^jetmail system|^post ?master$|^system administrator$/i

/** Nobody else writes under these names. */
export const DAEMON = /^(mailer[-_.]?daemon|mail-?daemon|mdaemon|microsoftexchange[0-9a-f]{32})([+@]|$)/i

/** What stands in the subject, or in the first lines. */
export const RETURNED = new RegExp([
  'undeliver', 'non[- ]?deliver', 'not? (be(en)? )?delivered', 'returned (mail|message|e-?mail|to sender)', 'return(ed)? to sender', 'delivery (status|failure|failed|has failed|problem|delay|report|error|unsuccessful|final failure)', 'failure (notice|delivery)', 'failed (mail|delivery|to deliver)', 'mail delivery (failed|failure|system|error|deferred)',
  'mail system error', 'did ?n[o\'’ ]+t reach', 'could ?n[.o\'’]+t be delivered', 'could not be delivered', 'wasn[\'’]t (able to deliver|delivered)', 'unable to deliver', 'message (blocked|bounced|rejected|status - undeliverable)', 'mail (rejected|could not be sent)', 'address not found', 'mail (failure|failed|error)', 'delivery warning', 'has been postponed', 'can ?n[o\'’]t be delivered', 'error during delivery', 'recipient not found', 'still being retried', 'warning: (message|could not send)', 'permanent (fatal )?errors?',
  'non[ -]?(remis|remise|distribu|d[ée]livr|livr)', '[ée]chec (de |du |permanent|d[ée]finitif|d[\'’])?(la |l[\'’])?(remise|distribution|livraison|envoi|transmission|d[ée]livr)', 'remise (diff[ée]r[ée]e|retard[ée]e|impossible|[ée]chou[ée]e)', 'n[\'’]a (pas )?(pu |[ée]t[ée] )?(pas )?([êe]tre )?(remis|distribu[ée]|d[ée]livr[ée]|achemin[ée]|envoy[ée]|transmis)', 'impossible d[e\'’] ?(remettre|distribuer|d[ée]livrer|acheminer|transmettre|envoyer (votre|un|le))',
  'adresse (introuvable|inconnue|inexistante)', 'destinataire (inconnu|introuvable)', 'n[\'’](a|est) (pas|jamais) (atteint|parvenu|arriv[ée])', 'message (bloqu[ée]|rejet[ée]|refus[ée]|retourn[ée]|en attente de remise)', 'retour [àa] l[\'’]exp[ée]diteur', 'courrier (retourn|non)', 'notification d[\'’][ée]tat de (la )?remise', 'erreur de (remise|livraison|distribution)',
  'unzustellbar', 'zustellung.{0,30}fehl', 'nicht (zugestellt|ausgeliefert)', 'no se (ha podido|pudo) entregar', 'no (ha podido|pudo) (ser )?entrega', 'mancat[ao] (consegna|recapito)', 'onbestelbaar', 'niet (worden )?(bezorgd|afgeleverd)', 'n[ãa]o (foi|p[ôo]de ser) entregue',
  'не (была? |может быть )?доставлен', 'nie (został|mogł)\\S{0,4} (być )?dostarczon', '退信', '(投递|传送|发送|送信|配信)(失败|失敗|不能)', '无法(投递|送达|传送|发送)',
].join('|'), 'i')

/** The message is not lost: the server goes on trying. */
export const DELAYED = {
  subject: /delay|deferr|still being retried|retard|diff[ée]r[ée]e|en attente de remise|warning/i,
  text: /will (continue|keep) (trying|to try|to be retried)|(has been|was) postponed|is not an error|do not need to (re)?send|need not (re)?send|temporarily deferred|this is (only )?a warning|will be retried|delivery attempts will continue|has been delayed|continuera d.essayer|nouvelles? tentatives?|tentatives? (se poursui|vont continuer)|inutile de (le )?renvoyer|n.avez pas (besoin )?[àa] (le )?renvoyer|retard[ée]e? mais|Gmail will retry/i,
}

/** Where the copy of the message begins. */
export const COPY = /^[-\s>*_]*(Below this line is a copy|This is a copy of|Original message (details|headers|(as received|is as follows)|(headers )?follow)|Old message|Your message was as follows|Header of the source mail|Unsent message|The (headers?|first \d+ lines) (of|follow)|Undelivered (message|mail)|(START OF )?Returned message|Returned mail ?-|Original message|Included is a copy|A copy of your message|Message headers? follows?|Message text follows|Received: from|Return-path:|Message d.origine|Message original|En-t[êe]tes? d.origine|En-t[êe]tes? (de|du) message|Voici (une |la )?copie|Copie (de votre|du) message|Ci-dessous (une |la )?copie|En-t[êe]tes? de message)/im

/** What a server means by its words when it gives no number of RFC 3463. */
export const MEANINGS: readonly [status: string, words: RegExp][] = [
  ['5.2.2', /over ?quota|quota (exceeded|d[ée]pass[ée])|mailbox (is )?full|full mailbox|exceed(s|ed)? (the |its |his |her )?(storage|quota|mailbox size)|insufficient (disk |system )?storage|out of storage|bo[îi]te( aux lettres| mail| de r[ée]ception)? (est )?(pleine|satur[ée]e)|espace (disque )?insuffisant/i],
  ['5.1.2', /(host|domain|server|dns)( name)? (not found|unknown|does ?n[o'’]t exist|error)|unknown (host|domain)|unrouteable (address|mail domain)|no (such|mx) (host|domain|record)|couldn.t find any host|domaine (inconnu|introuvable|inexistant)|nom de domaine .{0,60}introuvable/i],
  ['5.1.1', /(user|recipient|address|mailbox|account|addressee)( \S{1,100})?( is| was)? ?(unknown|not found|invalid|unavailable|disabled|does ?n[o'’]t exist|rejected|not (listed|known|recogni[sz]ed|exist))|(unknown|invalid|no such|nonexistent|inactive) (user|recipient|mailbox|address|account|local part)|not listed in|no mailbox here|doesn.t have an? .{1,40} account|(adresse|destinataire|utilisateur|bo[îi]te|compte)( \S{1,100})? (est )?(inconnue?|introuvable|inexistante?|invalide|n.existe|d[ée]sactiv)|n.existe (pas|plus)/i],
  ['5.7.1', /spam|blacklist|block ?list|blocked|not allowed|policy|prohibited|authentication required|relay(ing)? (access )?denied|reputation|rejet[ée] .{0,40}(ind[ée]sirable|politique)|bloqu[ée]/i],
  ['5.3.4', /message (size|too (big|large))|too large|size (limit )?exceed|trop (gros|volumineux)/i],
  ['4.4.1', /connection (timed out|refused)|timed? ?out|no (answer|response) from|d[ée]lai (d.attente )?d[ée]pass[ée]/i],
]
