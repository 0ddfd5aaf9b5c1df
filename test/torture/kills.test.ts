import { describe, expect, it } from 'vitest'
import { killers } from './kill-plan.ts'
import { runKills } from './kill-run.ts'

describe('a process that is killed', () => {
  it('leaves a vault that opens and holds the last acknowledged step, or the one after it, 200 times', async () => {
    const { kills, during, by, losses } = await runKills({ kills: 200, seed: 'npm test' })
    expect(losses).toEqual([])
    expect(kills).toBe(200)
    for (const deed of ['make', 'save', 'snapshot', 'forget', 'protect', 'rekey', 'reopen'] as const)
      expect(during[deed]).toBeGreaterThan(0)
    for (const killer of killers) expect(by[killer]).toBeGreaterThan(20)
    console.log(`${kills} kills, 0 lost; ${JSON.stringify({ during, by })}`)
  }, 600_000)

  it('is found out when it acknowledges a step before it is done', async () => {
    const { losses } = await runKills({ kills: 10, seed: 'careless', careless: true })
    expect(losses.length).toBeGreaterThan(3)
  })
})
