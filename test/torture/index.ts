// `npm run torture`, or `npm run torture -- --kills=5000 --seed=abc`. Kills processes that write a vault, and takes the power
// from a disk in memory at every call; opens what they leave and holds it against what was acknowledged. Ends with one line,
// `N kills, M power cuts, K lost`, and with code 1 when anything was lost.
import { randomBytes } from 'node:crypto'
import { runKills } from './kill-run.ts'
import { readOrder } from './order.ts'
import { runPowerCuts } from './power-cut-run.ts'

async function main(args: readonly string[]): Promise<number> {
  const order = readOrder(args, randomBytes(4).toString('hex'))
  if ('refused' in order) {
    console.error(order.refused)
    return 2
  }
  const { kills, cuts, seed } = order
  console.log(`seed ${seed}`)
  const begun = performance.now()
  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(0)} s`
  let done = 0
  const onKill = () => {
    done += 1
    if (done % 100 === 0) console.log(`${done} kills, ${seconds()}`)
  }
  const run = await runKills({ kills, seed, onKill })
  console.log(`killed while: ${told(run.during)}; by: ${told(run.by)}`)
  const lostInCuts = await runPowerCuts(cuts, seed)
  console.log(`done after ${seconds()}`)
  const losses = [...run.losses, ...lostInCuts]
  for (const loss of losses) console.log(loss)
  console.log(`${run.kills} kills, ${cuts} power cuts, ${losses.length} lost`)
  return losses.length === 0 ? 0 : 1
}

function told(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, times]) => `${what} ${times}`)
    .join(', ')
}

process.exitCode = await main(process.argv.slice(2))
