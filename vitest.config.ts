import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
// On a busy machine a real server may be late. What fails twice is wrong; what fails once is named in the report, and looked into.
const ONCE_MORE = { retry: 1 }
const strict = `${root}/server/testing/setup/strict.ts`
const patience = `${root}/server/testing/setup/patience.ts`
// As in setup/patience.ts: only a test that fails waits this long.
const PATIENT = { expect: { poll: { timeout: 45_000, interval: 50 } } }
const SLOW = ['**/*.db.test.ts', '**/*.e2e.test.ts']
const NOT_OURS = ['**/node_modules/**', '**/dist/**', '**/var/**']
// Of the client, what puts nothing on a page needs no page made for it, which costs a second for each file.
const CLIENT_RULES = 'src/**/[a-z]*.test.ts'
const ON_A_PAGE = ['src/**/[A-Z]*.test.ts', 'src/**/use[A-Z]*.test.ts', 'src/**/{live,session,blockers,discussions}.test.ts']
const clientConfig = `${root}/client/vite.config.ts`
const clientSetup = `${root}/client/vitest.setup.ts`

export default defineConfig({
  test: {
    // Locally made servers and browsers are slow to begin with on a small machine.
    teardownTimeout: 20_000,
    projects: [
      {
        test: {
          name: 'rules',
          include: ['server/**/*.test.ts', 'workers/**/*.test.ts', 'bench/**/*.test.ts', 'migrations/**/*.test.ts', '.ci/**/*.test.ts', `client/${CLIENT_RULES}`],
          exclude: [...SLOW, ...NOT_OURS, ...ON_A_PAGE.map(pattern => `client/${pattern}`)],
          setupFiles: [strict, patience],
          // Rules share nothing that could be changed: loading them once for many files saves most of the time.
          isolate: false,
          // As many as the client's tests, which run beside: Vitest refuses two numbers in one run.
          maxWorkers: 2,
          ...ONCE_MORE,
          ...PATIENT,
          testTimeout: 90_000,
        },
      },
      {
        ...existsSync(clientConfig) ? { extends: clientConfig } : {},
        root: `${root}/client`,
        test: {
          name: 'client',
          environment: 'happy-dom',
          include: ON_A_PAGE,
          setupFiles: [patience, ...existsSync(clientSetup) ? [clientSetup] : []],
          // By themselves they would leave half of a small machine idle.
          maxWorkers: 2,
          ...ONCE_MORE,
          ...PATIENT,
          testTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'db',
          // Half the work of most files was to load the server; what it keeps in memory, it keeps for any database.
          isolate: false,
          // They wait for servers more than they work.
          maxWorkers: 2,
          ...ONCE_MORE,
          ...PATIENT,
          include: ['server/**/*.db.test.ts', 'workers/**/*.db.test.ts', 'bench/**/*.db.test.ts'],
          exclude: NOT_OURS,
          setupFiles: [strict, patience],
          globalSetup: [`${root}/server/testing/setup/mariadb.ts`],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['server/**/*.e2e.test.ts'],
          exclude: NOT_OURS,
          setupFiles: [strict, patience],
          globalSetup: [`${root}/server/testing/setup/mariadb.ts`, `${root}/server/testing/setup/console.ts`],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
          ...ONCE_MORE,
          ...PATIENT,
        },
      },
    ],
  },
})
