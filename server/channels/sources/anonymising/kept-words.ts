/** The words of these texts, in lower case. */
const wordsOf = (...texts: readonly string[]): ReadonlySet<string> => new Set(texts.join(' ').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean))

const together = (...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap(set => [...set]))

/** Nothing is kept. */
export const NONE: ReadonlySet<string> = new Set()

/** Parts of addresses, ids and links that software chooses: they tell which program wrote them, and nothing of anybody. */
export const ADDRESSES = wordsOf(
  'http https mailto www mail mx smtp imap lists list listes liste forum forums discourse sympa mailman listmaster majordomo postmaster noreply no reply notifications notification bounce bounces verp prvs srs0',
  'owner request editor admin subscribe unsubscribe sub signoff subject help info join leave confirm archive archives arc msg message messages listinfo pipermail hyperkitty postorius mailman3 options',
  't p c d u k post posts topic topics sujet sujets email my preferences viewtopic viewforum index php html htm pid tid f action notify forums auth example invalid test local localhost png jpg jpeg gif pdf txt eml',
)

/** What servers write when they pass a mail on and check it. */
const PROTOCOL = wordsOf(
  'from by with for id via helo ehlo esmtp esmtps esmtpsa esmtpa smtp smtps lmtp lmtps utf8smtps postfix exim dovecot sendmail rspamd opendkim opendmarc spamassassin tls tlsv1 tlsv1_2 tlsv1_3 using cipher bits verified no client certificate requested not unknown authenticated sender envelope',
  'pass fail none neutral softfail temperror permerror policy reason dkim spf dmarc arc bimi header mailfrom smtp d i s b bh v a c h t x q l cv as ams aar rsa sha1 sha256 ed25519 relaxed simple dns txt adkim aspf p sp dis quarantine reject domain record',
)

/** How people's mail programs announce what they quote or forward, and what programs write around names. */
const AROUND_NAMES = wordsOf(
  'via mailing list liste on behalf of de la part le à a écrit wrote am pm at um', 'from to cc date sent subject reply-to de à envoyé objet copie répondre', 'original message message d’origine transféré forwarded début du réexpédié begin',
  'lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday lun mar mer jeu ven sam dim mon tue wed thu fri sat sun',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre january february march april may june july august september october november december janv févr avr juil sept oct nov déc jan feb apr jun jul aug sep dec',
)

/** The sentences of lists and forums, in French and English. */
const SENTENCES = wordsOf(
  'Voir le sujet, le message, la discussion ou répondre à ce courriel pour répondre. Pour vous désabonner de ces courriels, cliquez ici. Vous recevez ce courriel car vous avez activé la liste de diffusion. Veuillez saisir votre réponse au-dessus de cette ligne. Réponses précédentes. En réponse à. Publié par le. Participants. Rappel : nous envoyons un maximum de',
  'Visit Topic Message or reply to this email to respond. To unsubscribe from these emails, click here. You are receiving this because you enabled mailing list mode. Please type your reply above this line. Previous Replies In Reply To. Posted by on. Reminder: we send a maximum of',
  'vous invite à une discussion, a invité dans la conversation. Pour rejoindre la discussion, cliquez sur le lien ci-dessous. invited you to a topic. Problème de courriel. Email issue. Résumé Summary Digest Compilation Récapitulatif',
  'mailing list listinfo To unsubscribe send an email to. Pour se désinscrire de la liste, se désabonner, envoyez un message. Table of contents Sommaire End of. Vol Issue Lot Parution Numéro',
  'Your message to the list has been forwarded to the moderators. Votre message pour la liste a été transmis à ses modérateurs, au modérateur. awaits moderator approval. est en attente d’approbation de modération. Is being held until the list moderator can review it for approval. Your message has been rejected by the moderator. Votre message a été rejeté par le modérateur. Request to mailing list rejected. moderator requests waiting. to be approved. à modérer. Message distribution. Diffusion de message. Résultats de vos commandes. AUTH SUBSCRIBE UNSUBSCRIBE SIGNOFF DISTRIBUTE REJECT CONFIRM',
  'You are receiving this notification because you are watching the topic. This topic has received a reply by since your last visit. No more notifications will be sent until you visit the topic. Ce sujet a reçu une réponse de depuis votre dernière visite. Topic reply notification. Notification de réponse',
  'has replied to the topic to which you are subscribed. The post is located at. The message reads as follows. a répondu à la discussion. has posted a new topic. Reply to topic. A reply has been posted to a topic you are watching by. View the reply at. The text of the reply is shown below. Regards, The Team. Post Link. Login and visit the topic. made a post in a discussion you’re following. View the full topic',
)

/** In the values of headers. */
export const IN_HEADERS = together(ADDRESSES, PROTOCOL, AROUND_NAMES)

/** In a line that a program has written. */
export const IN_SENTENCES = together(ADDRESSES, AROUND_NAMES, SENTENCES)

/** In a subject that people have written: what stands before their words. */
export const IN_SUBJECTS = wordsOf('re ré rép réf fwd fw tr aw sv md pm mp')

/** Headers whose whole value is one of a few words, or the name of a program. */
export const WHOLE: ReadonlySet<string> = new Set([
  'mime-version', 'content-transfer-encoding', 'precedence', 'auto-submitted', 'x-auto-response-suppress', 'importance', 'priority', 'x-priority', 'x-mailman-version', 'x-no-archive', 'content-language',
  'list-unsubscribe-post', 'x-mailer', 'user-agent', 'x-mimeole', 'date', 'x-list-received-date', 'feedback-type',
])

/** Headers that any mail may have: their names tell nothing. */
export const USUAL = /^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|in-reply-to|references|received|return-path|delivered-to|x-original-to|envelope-to|authentication-results|dkim-signature|domainkey-signature|received-spf|mime-version|content-[a-z-]+|user-agent|comments|keywords|errors-to|archived-at|precedence|importance|priority|auto-submitted|feedback-id|list-[a-z-]+|arc-[a-z-]+|resent-[a-z-]+|x-(discourse|mailman|sympa|phpbb|permanence|ms|google|gm|spam|rspamd|virus|mozilla|microsoft|msmail)[a-z-]*|x-(loop|sequence|beenthere|no-archive|mailfrom|mailer|mimeole|priority|validation-by|original-from|original-dkim-signature|original-dmarc-record|auto-response-suppress|list-received-date|message-id-hash|originating-ip|received)|message-id-hash|x-message-id-hash)$/
