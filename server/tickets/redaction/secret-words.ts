/** What people write before a secret, in French and English. Each is a piece of a regular expression. */
export const SECRET_LABELS = {
  'password': ['mots? de passe?', 'mdp', 'm\\.d\\.p\\.?', 'pass ?words?', 'passwd', 'pwd', 'pass ?phrase', 'phrase secrète'],
  'authorisation-code': ['code d[\'’ ]?(?:autorisation|authentification de transfert|auth)', 'code (?:epp|auth|authinfo|de transfert|de déblocage)', 'epp(?:[ -]?code)?', 'auth[ -]?(?:code|info)', 'authori[sz]ation code', 'transfer code'],
  'token': ['clé d[\'’]api', 'clé (?:api|secrète|d[\'’]accès)', 'api[ _-]?(?:key|token|secret)', 'secret[ _-]?key', 'access[ _-]?token', 'jeton(?: d[\'’]accès| d[\'’]api)?', 'token', 'client[ _-]?secret', 'bearer'],
}

/** What follows "mot de passe :" and is none, in lower case. */
export const ORDINARY_WORDS: ReadonlySet<string> = new Set((
  'oublié oublie oubliée perdu perdue changé change changer modifié incorrect incorrecte invalide inconnu refusé rejeté erroné erreur faux expiré obligatoire requis manquant vide aucun aucune idem inchangé identique pareil même meme caché masqué secret personnel habituel actuel nouveau ancien provisoire '
  + 'impossible rien voir merci bonjour bonsoir oui non pourquoi comment ici ci-dessous ci-joint joint plus celui votre notre mais avec sans pour après avant toujours encore correct valide accepté confidentiel envoyé reçu réinitialisé réinitialiser réinitialisation smtp imap pop3 ssl/tls starttls '
  + 'forgotten forgot lost changed wrong incorrect invalid unknown rejected refused denied expired required missing empty none same unchanged hidden reset resetting secret personal usual current new old temporary nothing yes see attached below correct valid accepted sent received please thanks your correct normal authentication failed protected stored saved').split(' '))

/** Tokens that tell by themselves what they are. */
export const TOKENS: readonly RegExp[] = [
  /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g, /\bgithub_pat_\w{22,255}\b/g, /\bglpat-[\w-]{20,64}/g, /\bxox[abprs]-[\w-]{10,200}/g, /\bAKIA[0-9A-Z]{16}\b/g, /\bAIza[\w-]{35}(?![\w-])/g, /\bsk[-_](?:live_|test_|proj-|ant-)?[A-Za-z0-9_-]{20,200}/g,
  /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}/g, /\bSG\.[\w-]{22}\.[\w-]{43}/g,
]
