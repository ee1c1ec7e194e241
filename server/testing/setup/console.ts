import { buildClient } from '../../commands/build-client.ts'

/** The console of the end-to-end tests is the one that people get. */
export const setup = () => buildClient(text => process.stderr.write(`${text}\n`))
