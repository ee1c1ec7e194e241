import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { Command } from 'commander'
import { anonymised } from '../channels/sources/anonymising/anonymising.ts'
import { tell } from './terminal.ts'

/** `permanence anonymise [FILE]` */
export function anonymiseCommand(): Command {
  return new Command('anonymise')
    .description('a real message as one that tells nothing of anybody: to be kept as a test, or sent with a question')
    .argument('[file]', 'a file that holds one message; without it, standard input')
    .action(async (file: string | undefined) => {
      const { raw, remarks } = anonymised(file === undefined ? await buffer(process.stdin) : await readFile(file), randomBytes(32))
      process.stdout.write(raw)
      tell(['Read the result before you show it to others:', ...remarks.map(remark => `  ${remark}`), '  Words of the software stay, and a name that is one of them would, too.'].join('\n'))
    })
}
