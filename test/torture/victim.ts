import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Aim, ChildOrder } from './kill-plan.ts'
import { startNode } from './start-node.ts'
import { deedOf, type Deed } from './story.ts'

/** How a child ended. */
export interface Death {
  /** The last step that it said was acknowledged; null when it had said so of none. */
  readonly acknowledged: number | null
  /** What it was doing; null when it had not begun with anything. */
  readonly deed: Deed | null
  /** Files that let somebody else in, and a child that did not end by the kill. */
  readonly faults: readonly string[]
}

/** Starts a child, kills it where `aim` says, and gives what it had said until then. */
export async function startAndKill(order: ChildOrder, { turns }: Aim): Promise<Death> {
  const child = startNode('child.ts', [JSON.stringify(order)])
  let acknowledged: number | null = null
  let deed: Deed | null = null
  let callsLeft: number | null = null
  const faults: string[] = []

  const shoot = async () => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    child.kill('SIGKILL')
  }
  const hear = (line: string) => {
    const [word, step] = line.split(' ')
    if (line === '-') {
      if (callsLeft === null) return
      callsLeft -= 1
      if (callsLeft === -1 && order.by === 'parent') void shoot()
    } else if (word === 'began') {
      deed = deedOf(Number(step))
      if (deed === order.deed) callsLeft ??= order.calls
    } else if (word === 'did') {
      acknowledged = Number(step)
    } else {
      faults.push(line)
    }
  }
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const lines = createInterface({ input: child.stdout })
  lines.on('line', hear)
  await Promise.all([once(child, 'close'), once(lines, 'close')])
  if (child.signalCode !== 'SIGKILL') {
    faults.push(`the child ended with ${child.signalCode ?? child.exitCode ?? 'nothing'}: ${complaint.slice(0, 2000)}`)
  }
  return { acknowledged, deed, faults }
}
