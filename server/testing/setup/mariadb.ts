import type { TestProject } from 'vitest/node'
import { removeFolder, temporaryFolder } from '../children.ts'
import { startMariadb } from '../mariadb.ts'
import { makeTemplates } from '../templates.ts'

/**
 * One MariaDB for the whole run; each test file takes databases of its own from it. Its URL is given by `inject('mariadbUrl')`.
 * The migrations run once here, and `inject('templates')` says where what they made is kept.
 */
export async function setup(project: TestProject) {
  // A test server may lose its last second in a power cut: what is tested is the order of commits, not the disk.
  const server = await startMariadb(['--innodb-flush-log-at-trx-commit=2'])
  project.provide('mariadbUrl', server.url(''))
  const folder = temporaryFolder('templates')
  await makeTemplates(folder, server.url(''))
  project.provide('templates', folder)
  return async () => {
    await server.stop()
    removeFolder(folder)
  }
}
