import { absolute } from '../../../dns/names.ts'
import { askersOf, type DnsWorld } from '../../../dns/survey/actions/asking.ts'
import { findRecords } from '../../../dns/survey/actions/records.ts'
import { askServers } from '../../../dns/survey/actions/servers.ts'
import type { LookAtServed } from '../ports.ts'

/** Asks our name servers themselves, as a survey asks others. */
export const servedBy = (world: DnsWorld): LookAtServed => async (zone, { nameServers, names, signal }) => {
  const asker = askersOf(world, signal)()
  const { servers } = await askServers(asker, zone, { names: nameServers.map(absolute), glue: [] })
  if (servers.every(({ failure }) => failure !== null)) return { state: servers.some(({ failure }) => failure === 'refused' || failure === 'lame') ? 'absent' : 'silent' }
  const { records } = await findRecords(asker, zone, { servers, more: names })
  // Half of what is there would look like what is missing.
  return signal.aborted ? { state: 'silent' } : { state: 'served', records }
}
