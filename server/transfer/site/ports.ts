import type { Call } from '../../workflows/ports.ts'

/** A certificate as it was shown; `doubt`: why it is not trusted for this name, by OpenSSL's or Node's code. */
export type SiteCertificate = { trusted: boolean, doubt: string, expires: number, issuer: string, names: string[] }

/** A page as a web server answered it, whatever its status; `text` is its beginning. */
export type SitePage = { status: number, location: string | null, text: string, certificate: SiteCertificate | null }

/** Asks for a page under its own name at that address, wherever its name leads, and whatever certificate is shown. `failure`: nothing answered, and why. */
export type AskPage = (page: { url: string, at: string, signal: AbortSignal }) => Promise<SitePage | { failure: string }>

/** What steps about a site work with: where our web servers are, as the hosting says, and how a page is asked for there. */
export type SiteWorld = { addressesFor: (call: Call) => Promise<readonly string[]>, askPageFor: (call: Call) => AskPage }
