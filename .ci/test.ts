import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { allParts, type Count, type Part } from './parts.ts'
import { prepareMachine } from './prerequisites.ts'
import { stage, type Voice } from './stage.ts'

const root = join(import.meta.dirname, '..')
const LANES: Part['lane'][] = ['checks', 'tests']
// For what hangs, not for what is slow: a machine shared with others may take three times as long.
const PATIENCE_MS = 45 * 60_000

const running = new Set<ChildProcess>()

// Whoever stops us stops all of it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal)
    process.exit(1)
  })
}

type Outcome = Count & { title: string, seconds: number }

// Told in the order of the parts; a lane starts its next part when the one before has ended.
async function runAll(parts: Part[]): Promise<Outcome[]> {
  const announce = stage(text => process.stdout.write(text))
  const voices = new Map(parts.map(part => [part, announce(`\n\n━━━ ${part.title} ━━━\n`)]))
  const outcomes = new Map<Part, Outcome>()
  const runOne = async (part: Part) => {
    const voice = voices.get(part)
    if (voice) outcomes.set(part, await run(part, voice))
  }
  const runLane = async (lane: Part['lane']) => {
    for (const part of parts.filter(part => part.lane === lane)) await runOne(part)
  }
  await Promise.all(LANES.map(runLane))
  // Browsers want the machine to themselves.
  await runLane('whole')
  return parts.flatMap(part => outcomes.get(part) ?? [])
}

function run(part: Part, voice: Voice): Promise<Outcome> {
  const begun = performance.now()
  const [command = '', ...args] = part.command
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', command), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    const tooLong = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => voice.say(text))
    const end = (exitCode: number | null) => {
      running.delete(child)
      clearTimeout(tooLong)
      const seconds = (performance.now() - begun) / 1000
      const count = part.count(exitCode)
      voice.say(`\n${count.failed === 0 ? '✓' : '✗'} ${part.title}: ${sentence(count)} in ${seconds.toFixed(1)} s\n`)
      voice.end()
      resolve({ title: part.title, seconds, ...count })
    }
    child.once('close', end)
    child.once('error', (error) => {
      voice.say(`${String(error)}\n`)
      end(1)
    })
  })
}

const sentence = ({ passed, failed }: Count) => `${passed} passed, ${failed} failed`

function sumUp(outcomes: Outcome[], seconds: number): Count {
  const total = {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  }
  console.log('\n━━━ Summary ━━━')
  for (const outcome of outcomes) {
    console.log(`${outcome.failed === 0 ? '✓' : '✗'} ${outcome.title.padEnd(55)} ${sentence(outcome).padEnd(24)} ${outcome.seconds.toFixed(1).padStart(6)} s`)
  }
  console.log(`In all ${seconds.toFixed(0)} s.\n`)
  return total
}

async function main(): Promise<Count> {
  process.chdir(root)
  process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  const toInstall = prepareMachine()
  if (toInstall !== undefined) {
    console.error(toInstall)
    return { passed: 0, failed: 1 }
  }
  const folder = mkdtempSync(join(tmpdir(), 'permanence-test-'))
  const begun = performance.now()
  try {
    return sumUp(await runAll(allParts(folder)), (performance.now() - begun) / 1000)
  }
  finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const total = await main()
console.log(sentence(total))
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
