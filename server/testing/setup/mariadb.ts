import type { TestProject } from 'vitest/node'
import { startMariadb } from '../mariadb.ts'

/** One MariaDB for the whole run; each test file takes databases of its own from it. Its URL is given by `inject('mariadbUrl')`. */
export async function setup(project: TestProject) {
  // A test server may lose its last second in a power cut: what is tested is the order of commits, not the disk.
  const server = await startMariadb(['--innodb-flush-log-at-trx-commit=2'])
  project.provide('mariadbUrl', server.url(''))
  return server.stop
}
