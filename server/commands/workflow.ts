import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { Refusal } from '../platform/errors.ts'
import { settingsList } from '../workflows/composing/queries.ts'
import { findingsIn, type Finding } from '../workflows/definition/report.ts'
import { loadShipped } from '../workflows/publishing/actions/load-shipped.ts'
import { addSimulate } from './simulate.ts'
import { print, printJson, withWorld } from './terminal.ts'

type Json = { json?: boolean | undefined }

/** `permanence workflow list|check|simulate` */
export function workflowCommand(): Command {
  const workflow = new Command('workflow').description('guided workflows: what there is, and whether a definition is sound')
  workflow.command('list')
    .description('shows the workflows, and the version that new runs are of')
    .option('--json', 'print one JSON object for each')
    .action(list)
  workflow.command('check <file>')
    .description('reads a definition in YAML and says what is wrong with it; needs no database')
    .option('--json', 'print one JSON object for each problem, then one for the file')
    .action(check)
  addSimulate(workflow)
  return workflow
}

async function list({ json }: Json) {
  await withWorld(async (world) => {
    await loadShipped(world)
    const { workflows } = await settingsList(world.database.reader)
    for (const { name, title, version, origin, shipped, retiredAt, steps } of workflows) {
      if (json) printJson({ name, title, version, origin, shipped, retired: retiredAt !== null, steps })
      else print(`${name}: ${title.en}. ${version === null ? 'Not published yet' : `Version ${version}`}, ${steps} ${steps === 1 ? 'step' : 'steps'}${retiredAt === null ? '' : ', retired'}`)
    }
  })
}

async function check(file: string, { json }: Json) {
  const findings = findingsIn(await textOf(file))
  const errors = findings.filter(({ level }) => level === 'error').length
  const summary = { file, ok: errors === 0, errors, warnings: findings.length - errors }
  if (json) [...findings, summary].forEach(printJson)
  else print([...findings.map(lineOf), sentenceOf(summary)].join('\n'))
  if (errors > 0) process.exitCode = 1
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Refusal('invalid', `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function lineOf({ level, step, line, column, says }: Finding): string {
  const where = step ?? (line === null ? '' : `line ${line}, column ${column}`)
  return `${level}${where ? `, ${where}` : ''}: ${says}`
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`

const sentenceOf = ({ file, ok, errors, warnings }: { file: string, ok: boolean, errors: number, warnings: number }) =>
  `${file}: ${ok ? 'it can be published' : 'it cannot be published'} (${counted(errors, 'error')}, ${counted(warnings, 'warning')}).`
