#!/usr/bin/env node
import { fileURLToPath } from 'node:url'

// Mail passes through in short-lived buffers. A small young heap is collected often, and few malloc arenas leave few
// holes: together they keep the intake a quarter smaller, at no cost of speed. Both can be chosen only at the start of a
// process, so it starts itself anew, as the same process.
const HEAP = '--max-semi-space-size=4'
const ARENAS = 'MALLOC_ARENA_MAX'

// What was compiled once is kept beside the packages: the next start takes half the time. Where nothing can be written there, nothing is kept.
const CACHE = 'NODE_COMPILE_CACHE'
const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

if (process.execve && !process.send && !process.execArgv.includes(HEAP)) {
  process.execve(process.execPath, [process.execPath, ...process.execArgv, HEAP, ...process.argv.slice(1)], { ...process.env, [ARENAS]: process.env[ARENAS] ?? '2', [CACHE]: process.env[CACHE] ?? cacheFolder })
}

// Loaded only now: what comes before is gone by then.
const [{ main }, { exitOnFailure }] = await Promise.all([import('./commands/program.ts'), import('./commands/terminal.ts')])
await exitOnFailure(main())
