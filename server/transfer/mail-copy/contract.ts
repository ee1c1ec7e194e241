import { z } from 'zod'

const Host = z.string().trim().toLowerCase().min(1).max(253).regex(/^[a-z0-9_.:[\]-]+$/, 'is no name of a host')

/** Where a mailbox is, as a step is given it; the password is handed over apart, sealed. */
export const PlaceGiven = z.object({ host: Host, port: z.coerce.number().int().min(1).max(65_535).default(993), user: z.string().trim().min(1).max(320).regex(/^[^\p{Cc}]+$/u, 'is no name of a user') })

const Address = z.string().trim().min(1).max(320)

/** What `mail.copy` is given, beside the two passwords. Without places: the mailboxes that the same run has copied for this address before. */
export const CopyGiven = z.object({ source: PlaceGiven.optional(), destination: PlaceGiven.optional(), address: Address })

/** What `mail.quiet` is given, beside the password. */
export const QuietGiven = z.object({ source: PlaceGiven.optional(), address: Address.optional(), hours: z.coerce.number().min(1).max(24 * 30).default(48) })
