// A process that plays the story on the real disk until it is killed: by its parent, or by itself at a call it was told.
// Argument: a `ChildOrder` as JSON. On its output, line by line: `began <step>`, `did <step>` once the vault has acknowledged
// it, `-` for each call to the disk, and `wrong <what>` for a file that lets somebody else in.
import { lstatSync, writeSync } from 'node:fs'
import { quickClock, setRealStage } from './real-stage.ts'
import type { ChildOrder } from './kill-plan.ts'
import { modeFault } from './modes.ts'
import { deedOf, play } from './story.ts'

const order = JSON.parse(process.argv[2] ?? '') as ChildOrder

/** At once and into the pipe: what was said before a kill is heard. */
function say(line: string): void {
  writeSync(1, `${line}\n`)
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

// Nobody's habits may be what keeps the files closed.
process.umask(0)

let callsLeft: number | null = null

async function around<T>(call: string, path: string, action: () => Promise<T>): Promise<T> {
  say('-')
  if (callsLeft === null) return checked(call, path, await action())
  callsLeft -= 1
  if (callsLeft >= 0 || order.by === 'parent') return checked(call, path, await action())
  if (order.by === 'before') die()
  const result = action()
  // Another thread does it: it may be done, half done, or not begun.
  if (order.by === 'during') die()
  await result
  die()
  return result
}

function checked<T>(call: string, path: string, result: T): T {
  if (['open', 'mkdir', 'link', 'rename'].includes(call)) {
    const fault = modeFault(path, lstatSync(path, { throwIfNoEntry: false }))
    if (fault !== null) say(`wrong ${fault}`)
  }
  return result
}

const vault = setRealStage({
  folder: order.folder,
  clock: quickClock(order.ahead),
  hardLinks: order.hardLinks,
  around,
})
await vault.open()
for (let step = order.step; ; step += 1) {
  say(`began ${step}`)
  if (deedOf(step) === order.deed) callsLeft ??= order.calls
  if (order.careless) say(`did ${step}`)
  await play(vault, step)
  if (!order.careless) say(`did ${step}`)
}
