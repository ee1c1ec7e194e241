#!/usr/bin/env node
import { program, type Command } from 'commander'
import { exitOnFailure } from './commands/terminal.ts'

// Each command is loaded when it is called, so that none pays for the others; `--help` loads them all.
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  worker: async () => (await import('./commands/worker.ts')).workerCommand(),
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
  search: async () => (await import('./commands/search.ts')).searchCommand(),
  agent: async () => (await import('./commands/agent.ts')).agentCommand(),
  mailbox: async () => (await import('./commands/mailbox.ts')).mailboxCommand(),
  ingest: async () => (await import('./commands/ingest.ts')).ingestCommand(),
  parse: async () => (await import('./commands/parse.ts')).parseCommand(),
  ledger: async () => (await import('./commands/ledger.ts')).ledgerCommand(),
}

async function main() {
  program.name('permanence').description('A help desk and guided workflows for a hosting cooperative')
  const called = commands[process.argv[2] ?? '']
  for (const load of called ? [called] : Object.values(commands)) program.addCommand(await load())
  await program.parseAsync()
}

await exitOnFailure(main())
