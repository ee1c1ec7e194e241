import { program, type Command } from 'commander'

// Each command is loaded when it is called, so that none pays for the others; `--help` loads them all.
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./start.ts')).startCommand(),
  serve: async () => (await import('./serve.ts')).serveCommand(),
  worker: async () => (await import('./worker.ts')).workerCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  demo: async () => (await import('./demo.ts')).demoCommand(),
  search: async () => (await import('./search.ts')).searchCommand(),
  agent: async () => (await import('./agent.ts')).agentCommand(),
  mailbox: async () => (await import('./mailbox.ts')).mailboxCommand(),
  source: async () => (await import('./source.ts')).sourceCommand(),
  ingest: async () => (await import('./ingest.ts')).ingestCommand(),
  parse: async () => (await import('./parse.ts')).parseCommand(),
  anonymise: async () => (await import('./anonymise.ts')).anonymiseCommand(),
  intake: async () => (await import('./intake.ts')).intakeCommand(),
  ledger: async () => (await import('./ledger.ts')).ledgerCommand(),
  provisioner: async () => (await import('./provisioner.ts')).provisionerCommand(),
  survey: async () => (await import('./survey.ts')).surveyCommand(),
  workflow: async () => (await import('./workflow.ts')).workflowCommand(),
}

/** Runs the command that the command line names. */
export async function main() {
  program.name('permanence').description('A help desk and guided workflows for a hosting cooperative')
  const called = commands[process.argv[2] ?? '']
  for (const load of called ? [called] : Object.values(commands)) program.addCommand(await load())
  await program.parseAsync()
}
