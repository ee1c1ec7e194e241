import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

export type Measured<T> = { answer: T, wallSeconds: number, peakMegabytes: number }

/** Runs one of our programs to its end; answers the last line of JSON it printed, and the most memory it held at once (Linux). */
export async function measure<T>(args: string[], env: Record<string, string> = {}): Promise<Measured<T>> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PERMANENCE_LOG_LEVEL: 'warn', ...env } })
  const output: string[] = []
  const complaints: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text))
  let peak = 0
  const watch = setInterval(() => { peak = Math.max(peak, peakOf(child.pid)) }, 20)
  const exitCode = await new Promise<number | null>(resolve => child.once('close', resolve))
  clearInterval(watch)
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}:\n${complaints.join('').slice(-4000)}`)
  const last = output.join('').trim().split('\n').at(-1) ?? ''
  return { answer: JSON.parse(last) as T, wallSeconds: (performance.now() - begun) / 1000, peakMegabytes: Math.round(peak / 1024) }
}

/** The peak resident size in kilobytes; 0 where the system does not tell. */
export function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  }
  catch {
    return 0
  }
}
