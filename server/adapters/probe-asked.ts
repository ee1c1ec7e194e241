import { isIP } from 'node:net'
import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import { isPublicAddress } from './public-address.ts'

/** For tests: what may be asked beside the public networks, and where names are looked up. */
export type ProbeSettings = { isAllowed?: (address: string) => boolean, anyPort?: boolean, nameservers?: readonly string[], patienceMs?: number }

/** A host by its name or address, as DNS and certificates write it. */
export const Host = z.string().trim().toLowerCase().max(253).transform(name => name.replace(/\.$/, ''))
  .refine(name => isIP(name) > 0 || /^(?=.*[a-z_])[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+$/.test(name), 'is no name of a host')

/** Refuses an address of ours that is written as such: names are judged when they are looked up. */
export function refuseOwn(host: string, isAllowed: (address: string) => boolean = isPublicAddress) {
  const bare = host.replace(/^\[|\]$/g, '')
  if (isIP(bare) > 0 && !isAllowed(bare)) throw new Refusal('invalid', `${host} is no public address`)
}

/** When a probe gives up: what asked it does, or it has had its time. */
export const until = (signal: AbortSignal, patienceMs: number) => AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
