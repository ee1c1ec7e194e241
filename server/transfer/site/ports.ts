import type { Call } from '../../workflows/ports.ts'
import type { SiteCertificate, SitePage } from './page.ts'

export type { SiteCertificate, SitePage }

/** Asks for a page under its own name at that address, wherever its name leads, and whatever certificate is shown. `failure`: nothing answered, and why. */
export type AskPage = (page: { url: string, at: string, signal: AbortSignal }) => Promise<SitePage | { failure: string }>

/** What steps about a site work with: where our web servers are, as the hosting says, and how a page is asked for there. */
export type SiteWorld = { addressesFor: (call: Call) => Promise<readonly string[]>, askPageFor: (call: Call) => AskPage }
