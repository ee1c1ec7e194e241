/** A certificate as it was shown; `doubt`: why it is not trusted for this name, by OpenSSL's or Node's code. */
export type SiteCertificate = { trusted: boolean, doubt: string, expires: number, issuer: string, names: string[] }

/** A page as a web server answered it, whatever its status; `text` is its beginning. */
export type SitePage = { status: number, location: string | null, text: string, certificate: SiteCertificate | null }
