import { Command } from 'commander'
import { z } from 'zod'
import { addAgent } from '../accounts/actions/add-agent.ts'
import { builtInRoles, PASSWORD_MIN, Role } from '../accounts/contract.ts'
import { invitationLink } from '../accounts/invitations.ts'
import { inviteAnew } from '../accounts/team/actions/invite.ts'
import { removeSecondFactor } from '../accounts/team/actions/change.ts'
import { agentIdOf } from '../accounts/team/queries.ts'
import { Refusal } from '../platform/errors.ts'
import { hashPassword } from '../platform/secrets.ts'
import { print, printJson, readLine, withWorld } from './terminal.ts'

type Options = { email: string, name: string, role: string, passwordStdin?: boolean, json?: boolean }

/** `permanence agent add`, `permanence agent invite` */
export function agentCommand(): Command {
  const agent = new Command('agent').description('the people who answer')
  agent.command('add')
    .description('adds one: also how the first administrator is made')
    .requiredOption('--email <address>', 'the address to sign in with')
    .requiredOption('--name <name>', 'the name the others see')
    .requiredOption('--role <role>', `${builtInRoles.join(', ')}, or one of your own`)
    .option('--password-stdin', 'read the password from standard input; otherwise a one-time link to choose one is printed')
    .option('--json', 'print one JSON object')
    .action(add)
  agent.command('invite')
    .description('prints another one-time link for somebody who cannot sign in any more')
    .requiredOption('--email <address>', 'the address they sign in with')
    .option('--without-second-factor', 'takes their second factor away too: they have lost their telephone and their recovery codes')
    .option('--json', 'print one JSON object')
    .action(invite)
  return agent
}

const Newcomer = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  name: z.string().trim().min(1).max(200),
  role: Role,
})

/** What was typed, or a refusal that says what it must be. */
function newcomerOf({ email, name, role }: Options) {
  const read = Newcomer.safeParse({ email, name, role })
  if (read.success) return read.data
  const sentences = { email: `“${email}” is not an e-mail address.`, name: 'The name must have between 1 and 200 characters.', role: 'The name of a role has between 1 and 40 characters.' }
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]))
  throw new Refusal('invalid', Object.entries(sentences).filter(([field]) => wrong.has(field)).map(([, sentence]) => sentence).join(' '))
}

async function passwordFromInput(): Promise<string> {
  const password = await readLine()
  if (password.length < PASSWORD_MIN) throw new Refusal('invalid', `The password must have at least ${PASSWORD_MIN} characters.`)
  if (password.length > 1000) throw new Refusal('invalid', 'The password must have at most 1000 characters.')
  return hashPassword(password)
}

async function add(options: Options) {
  const newcomer = newcomerOf(options)
  const passwordHash = options.passwordStdin ? await passwordFromInput() : null
  await withWorld(async ({ database, clock, config }) => {
    const { agentId, invitation } = await database.transaction(db =>
      addAgent({ db, now: clock(), actor: { kind: 'system', name: 'command line' } }, { ...newcomer, passwordHash }))
    const link = invitation === null ? null : invitationLink(config.baseUrl, invitation)
    if (options.json) printJson({ id: agentId, ...newcomer, link })
    else print(link === null ? `${newcomer.name} can sign in at ${config.baseUrl}.` : `${newcomer.name} chooses a password at this address, once, within seven days:\n${link}`)
  })
}

async function invite({ email, withoutSecondFactor, json }: { email: string, withoutSecondFactor?: boolean, json?: boolean }) {
  await withWorld(async ({ database, clock, config }) => {
    const token = await database.transaction(async (db) => {
      const context = { db, now: clock(), actor: { kind: 'system', name: 'command line' } } as const
      const id = await agentIdOf(db, email.trim().toLowerCase())
      if (id === undefined) throw new Refusal('not-found', `There is no agent with the address ${email}.`)
      if (withoutSecondFactor) await removeSecondFactor(context, id)
      return inviteAnew(context, id)
    })
    const link = invitationLink(config.baseUrl, token)
    if (json) printJson({ link })
    else print(`A password is chosen at this address, once, within seven days:\n${link}`)
  })
}
