import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Count = { passed: number, failed: number }

/** A part of the test run: one command, and how to count what it found. */
export type Part = {
  title: string
  command: string[]
  /** Parts of a lane run one after the other; lanes run side by side. */
  lane: 'checks' | 'tests' | 'whole'
  count: (exitCode: number | null) => Count
}

const one = (exitCode: number | null): Count => exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

const check = (title: string, ...command: string[]): Part => ({ title, command, lane: 'checks', count: one })

function tests(title: string, { lane, projects, folder }: { lane: Part['lane'], projects: string[], folder: string }): Part {
  const report = join(folder, `${projects.join('-')}.json`)
  const command = ['vitest', 'run', ...projects.flatMap(name => ['--project', name]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return { title, command, lane, count: exitCode => counted(report, exitCode) }
}

type Report = { numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }

/** What Vitest counted. A file that could not be loaded is a failure, and so is an end it does not explain. */
function counted(report: string, exitCode: number | null): Count {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
    const broken = testResults.filter(file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed')).length
    const unexplained = exitCode !== 0 && numFailedTests + broken === 0 ? 1 : 0
    return { passed: numPassedTests, failed: numFailedTests + broken + unexplained }
  }
  catch {
    return { passed: 0, failed: 1 }
  }
}

/** All parts, in the order they are told in. `folder` takes the reports. */
export function allParts(folder: string): Part[] {
  return [
    check('Types: server, workers, bench', 'tsc', '-p', 'tsconfig.json'),
    check('Types: client', 'vue-tsc', '-p', 'client/tsconfig.json'),
    check('Lint', 'eslint', '--max-warnings', '0', '.'),
    check('Architecture', 'depcruise', '--config', '.dependency-cruiser.cjs', 'server', 'workers', 'client', 'migrations', 'bench', '.ci'),
    check('Unused code', 'knip'),
    check('Build of the client', 'vite', 'build', 'client'),
    // Beside the database tests, which wait more than they work.
    tests('Unit tests', { lane: 'checks', projects: ['rules', 'client'], folder }),
    tests('Database and IMAP tests: SQLite, MariaDB, Dovecot', { lane: 'tests', projects: ['db'], folder }),
    tests('End to end in Chromium', { lane: 'whole', projects: ['e2e'], folder }),
  ]
}
