import type { AskedField } from '../../../../server/workflows/contract.ts'

/** Beside the fields of the start: the ticket that a run stands on, or the member that a ticket is opened for. */
const BESIDE = ['ticket', 'email', 'name'] as const
const MARK = '\uFEFF'

/** The header line that a table has for this workflow: its own fields first. A field of its own that is called like one of ours is its own. */
export const headerFor = (fields: readonly AskedField[]): string[] => [...new Set([...fields.map(({ name }) => name), ...BESIDE])]

const cell = (text: string) => /[;"\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text

/** A table to begin with: the header line, and a line of examples. With a mark and semicolons, as a French spreadsheet reads it. */
export function modelFor(fields: readonly AskedField[]): string {
  const examples = new Map(fields.map(({ name, example, options }) => [name, example ?? options[0]?.value ?? '']))
  const lines = [headerFor(fields), headerFor(fields).map(name => examples.get(name) ?? '')]
  return MARK + lines.map(line => `${line.map(cell).join(';')}\r\n`).join('')
}

/** A file that a spreadsheet wrote: as UTF-8, or else as the Windows of Western Europe does. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  }
  catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
