import type { Fetched } from './fetched.ts'

/** Fetches a picture from elsewhere without telling who reads: no cookie, no referrer, and never from our own networks. */
export type FetchPicture = (address: string) => Promise<Fetched>
