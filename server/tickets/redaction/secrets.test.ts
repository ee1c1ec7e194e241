import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { secretsIn } from './secrets.ts'

const found = (text: string) => secretsIn(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])
const key = ['-----BEGIN OPENSSH ', 'PRIVATE KEY-----\nb3BlbnNzaA==\nAAAA\n-----END OPENSSH ', 'PRIVATE KEY-----'].join('')

describe('a secret is noticed', () => {
  test.each([
    ['mot de passe : Pirouette-98.4-FM!', 'password', 'Pirouette-98.4-FM!'],
    ['Mot de passe\u00a0: azertyuiop', 'password', 'azertyuiop'],
    ['mdp: Chat2026', 'password', 'Chat2026'],
    ['MDP = chaton', 'password', 'chaton'],
    ['le mot de passe de la boîte contact@example.org : Tulipe#7', 'password', 'Tulipe#7'],
    ['Mon mot de passe est « Tulipe7 », il ne marche pas.', 'password', 'Tulipe7'],
    ['mot de passe :\nTulipe7', 'password', 'Tulipe7'],
    ['> mot de passe : Tulipe7', 'password', 'Tulipe7'],
    ['*Mot de passe :* Tulipe7', 'password', 'Tulipe7'],
    ['identifiant : camille / mot de passe : Tulipe7.', 'password', 'Tulipe7'],
    ['my password is Tulip7!, please help', 'password', 'Tulip7!'],
    ['Password: correcthorsebattery', 'password', 'correcthorsebattery'],
    ['password "Tulip-7-x"', 'password', 'Tulip-7-x'],
    ['pwd -> T0to', 'password', 'T0to'],
    ['code d\'autorisation : aB3$xY9!kLm2', 'authorisation-code', 'aB3$xY9!kLm2'],
    ['Le code d’autorisation est 7Gh-kk29-QQz', 'authorisation-code', '7Gh-kk29-QQz'],
    ['Auth code:\n\n  X7y#22pLq0', 'authorisation-code', 'X7y#22pLq0'],
    ['EPP: ZZ-19-aa-77', 'authorisation-code', 'ZZ-19-aa-77'],
    ['AuthInfo = k8Jh2Lm9Qp', 'authorisation-code', 'k8Jh2Lm9Qp'],
    ['code de transfert : 4Rt-99-LLm', 'authorisation-code', '4Rt-99-LLm'],
    [`La clé :\n${key}\nMerci`, 'private-key', key],
    ['ma carte : 4111 1111 1111 1111, exp. 12/28', 'card', '4111 1111 1111 1111'],
    ['carte 5500000000000004', 'card', '5500000000000004'],
    ['3782 822463 10005', 'card', '3782 822463 10005'],
    [`token: ${'a1B2'.repeat(8)}`, 'token', 'a1B2'.repeat(8)],
    [`clé d'API : ${'9f8e'.repeat(6)}`, 'token', '9f8e'.repeat(6)],
    [`ghp_${'a1B2'.repeat(9)}`, 'token', `ghp_${'a1B2'.repeat(9)}`],
  ])('%s', (text, kind, secret) => { expect(found(text)).toEqual([[kind, secret]]) })

  test('several, in their order', () => {
    expect(found('mdp : Tulipe7\nautre mdp : Rose8\ncode EPP : 12ab34cd').map(([, secret]) => secret)).toEqual(['Tulipe7', 'Rose8', '12ab34cd'])
  })
})

describe('ordinary words stay silent', () => {
  test.each([
    'J\'ai oublié mon mot de passe.', 'Mot de passe oublié', 'mot de passe : oublié', 'Le mot de passe est incorrect depuis hier.', 'Mon mot de passe est trop court, dit-il.', 'Je n\'ai pas le mot de passe : pouvez-vous m\'aider ?', 'Mot de passe : ********', 'mot de passe : xxxxxxxx', 'Mot de passe : ………', 'mot de passe : [masqué]',
    'Le mot de passe 2 fois refusé', 'mot de passe : voir ma fiche', 'Réinitialisez votre mot de passe : https://example.org/reinit?x=12ab', 'mot de passe : contact@example.org', 'le mot de passe changé le 12/11/2026', 'Le mot de passe est le même qu\'avant.', 'Nous ne vous demanderons jamais votre mot de passe.', 'mot de passe de 12 caractères au moins',
    'I forgot my password.', 'The password is wrong since 10:30.', 'password: required', 'Password reset', 'My password is not accepted.', 'Please change your password every 90 days', 'The password is stored in Thunderbird 128.5',
    'Où trouver le code d\'autorisation ?', 'J\'ai le code d\'autorisation sous les yeux.', 'Le code d\'autorisation est demandé au bureau.', 'In Gandi: Domain > Transfer > "Authorisation code".', 'le code EPP est envoyé par mail', 'code de transfert : demandé hier', 'auth code expired on 2026-11-23',
    'SIRET 732 829 320 00074', 'IBAN FR76 3000 6000 0112 3456 7890 189', 'Tél. 06 12 34 56 78', 'Commande 4111 1111 1111 1112', 'numéro 1234567890123456', '0000 0000 0000 0000', 'Ticket ABC-DEF-1234', 'identifiant : camille', 'code postal : 75011', 'erreur code : 0x80042109', 'Code: 550-5.7.26',
    'token invalide', 'jeton : expiré', 'API key missing', '-----BEGIN PGP PUBLIC KEY BLOCK-----', '-----BEGIN CERTIFICATE-----', 'Message-ID: <CAB12cd34@mail.example.org>', 'https://example.org/reset?token=', 'serveur smtp : mail.example.org, port 465', 'mdp ok', 'Mot de passe: identique', 'password (case-sensitive)', 'mot-clé : jardinage',
  ])('%s', (text) => { expect(found(text)).toEqual([]) })

  test('of the demonstration only the password that was pasted, and where it is quoted', () => {
    const folder = new URL('../../../mail-templates/demo/', import.meta.url)
    const noticed = readdirSync(folder).filter(name => secretsIn(readFileSync(new URL(name, folder), 'utf8')).length > 0)
    expect(noticed).toEqual(['19-mot-de-passe-colle.eml.hbs', '20-mot-de-passe-oublions.eml.hbs'])
  })
})

test('whatever is written, the places are in it, in order and apart', () => {
  const piece = fc.constantFrom('mot de passe', ' : ', ' est ', 'Tulipe7', '4111111111111111', '\n', ' ', 'EPP', '=', 'x', '-----BEGIN RSA PRIVATE KEY-----')
  fc.assert(fc.property(fc.oneof(fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join('')), fc.string({ unit: 'binary' })), (text) => {
    let last = 0
    for (const { start, end } of secretsIn(text)) {
      expect(start).toBeGreaterThanOrEqual(last)
      expect(end).toBeGreaterThan(start)
      expect(end).toBeLessThanOrEqual(text.length)
      last = end
    }
  }))
})

test.each(['mot de passe ', 'mdp : x ', 'a', '4', ' ', '-----BEGIN PRIVATE KEY-----', 'code '])('a great many "%s" take no time', (piece) => {
  expect(secretsIn(piece.repeat(100_000)).length).toBeLessThan(100_001)
  expect(secretsIn(`mot de passe${piece.repeat(100_000)}`).length).toBeLessThan(100_001)
})
