import { z } from 'zod'
import { isByHand } from '../../../registrars/words.ts'
import { asked } from '../../../workflows/asked.ts'
import type { ProbePort } from '../../../workflows/ports.ts'
import { checkResult } from '../registrar-results.ts'
import { Domain } from '../transfer-asked.ts'
import type { RegistrarWorld } from './registrar.ts'

const About = z.object({ domain: Domain })

/** `registrar.funds`: our prepaid account at the registrar covers the transfer of this domain. Where nobody can tell, it never passes: somebody looks, and says so. */
export const fundsProbe = ({ registrar }: RegistrarWorld): ProbePort => ({
  takes: { needed: ['domain'] },
  gives: ['price', 'balance'],
  async look({ with: given, signal }) {
    const { domain } = asked(About, given)
    const check = await registrar.check(domain, signal)
    if (isByHand(check)) return { passed: false, says: `${registrar.name} has no API: look at the account there`, result: {} }
    const { price, balance, enough } = checkResult(check, { balance: await registrar.balance(signal), fields: [] })
    return { passed: enough === true, says: `balance ${balance ?? 'unknown'}, price ${price ?? 'unknown'}`, result: enough === true ? { price, balance } : {} }
  },
})
