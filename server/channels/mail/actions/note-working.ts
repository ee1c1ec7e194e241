import { forgetFailing } from '../../../outbox/failing/actions.ts'
import { failingAmong } from '../../../outbox/failing/queries.ts'
import type { Context } from '../../../platform/context.ts'
import { authenticationOf } from '../authentication.ts'
import { entranceOf, type Entrance } from '../entrances.ts'
import type { Intake } from '../intake.ts'

const TAKEN_IN: readonly Intake['state'][] = ['opened', 'joined', 'ignored']

/** Whoever writes to us from an address that took no mail of ours, and is vouched for by our server, has it again. */
export async function noteWorking(context: Pick<Context, 'db'>, intakes: readonly Intake[], entrances: readonly Entrance[]) {
  const written = intakes.flatMap(({ arrived, state }) => TAKEN_IN.includes(state) && 'mail' in arrived.understood && arrived.understood.mail.from ? [{ arrived, mail: arrived.understood.mail, address: arrived.understood.mail.from.address.toLowerCase() }] : [])
  if (written.length === 0) return
  const since = new Map((await failingAmong(context.db, written.map(({ address }) => address))).map(({ address, at }) => [address, at]))
  if (since.size === 0) return
  const working = written.filter(({ arrived, mail, address }) =>
    arrived.deliveredAt > (since.get(address) ?? Infinity) && authenticationOf(mail, entranceOf(arrived, entrances)?.authservId ?? null) === 'authenticated')
  await forgetFailing(context, working.map(({ address }) => address))
}
