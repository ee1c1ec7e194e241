import type { SitePage } from './page.ts'

type Asked = SitePage | { failure: string }

const WORDS = {
  fine: { fr: 'Le certificat est là.', en: 'The certificate is there.' },
  broken: { fr: 'Le certificat est là, mais le site ne répond pas par lui.', en: 'The certificate is there, but the site does not answer by it.' },
  silent: { fr: 'Nos serveurs ne répondent pas en https pour ce nom.', en: 'Our servers do not answer by https for this name.' },
  provisional: { fr: 'Nos serveurs montrent encore un certificat provisoire, ou celui d’un autre nom.', en: 'Our servers still show a provisional certificate, or that of another name.' },
  expired: { fr: 'Le certificat a expiré.', en: 'The certificate has expired.' },
  untrusted: { fr: 'Les navigateurs ne font pas confiance à ce certificat.', en: 'Browsers do not trust this certificate.' },
} as const

/** Whether all of our servers show a certificate that browsers trust, and answer by it; the worst of them says why not. */
export function certified(pages: readonly Asked[]): { passed: boolean, certificate: SitePage['certificate'], fr: string, en: string } {
  const all = pages.map(page => ({ why: whyOf(page), certificate: 'failure' in page ? null : page.certificate }))
  const { why, certificate } = all.find(({ why }) => why !== 'fine') ?? all[0] ?? { why: 'silent', certificate: null }
  return { passed: why === 'fine', certificate, ...WORDS[why] }
}

function whyOf(page: Asked): keyof typeof WORDS {
  if ('failure' in page || !page.certificate) return 'silent'
  const { trusted, doubt } = page.certificate
  if (trusted) return page.status < 400 ? 'fine' : 'broken'
  if (doubt === 'CERT_HAS_EXPIRED') return 'expired'
  return doubt === 'ERR_TLS_CERT_ALTNAME_INVALID' || doubt === 'DEPTH_ZERO_SELF_SIGNED_CERT' ? 'provisional' : 'untrusted'
}
