import { describe, expect, it } from 'vitest'
import { FakeDisk } from '#test/support/fake-disk'
import type { Step } from '#test/support/fake-file-system'
import { callsOf, refusalsOf, refuse, type Scene } from './refusals.ts'
import { finished, setStage } from './stage.ts'
import { deedOf, play } from './story.ts'

/** One step for each deed, and the snapshot once more, when its folder is there. */
const steps = [0, 1, 2, 4, 5, 6, 8, 10]

async function sceneOf(step: number, hardLinks: boolean): Promise<Scene> {
  const disk = new FakeDisk()
  const { vault, clock } = setStage(disk, { seed: 'before', hardLinks })
  await finished(vault.open(), clock)
  for (let earlier = 0; earlier < step; earlier += 1) await finished(play(vault, earlier), clock)
  return { disk, step, hardLinks }
}

/** Calls of a save that virus scanners and indexers refuse for a moment, on Windows; they are tried again. */
const triedAgain: readonly Step[] = ['create', 'write', 'sync', 'link', 'rename']

const scenes = steps.flatMap((step) =>
  [true, false].map((hardLinks) => {
    const title = `${deedOf(step)}, step ${step} of the story, ${hardLinks ? 'with' : 'without'} hard links`
    return [title, { step, deed: deedOf(step), hardLinks }] as const
  }),
)

describe('whichever call the disk refuses, in whatever way', () => {
  it.each(scenes)('says so and loses nothing: %s', async (_title, { step, deed, hardLinks }) => {
    const scene = await sceneOf(step, hardLinks)
    const calls = await callsOf(scene)
    expect(calls.length).toBeGreaterThanOrEqual(2)
    const wrong: string[] = []
    let refused = 0
    for (const [target, call] of calls.entries()) {
      for (const refusal of refusalsOf(call, deed)) {
        const outcome = await refuse(scene, target, refusal)
        const where = `${call.step} ${call.path} with ${JSON.stringify(refusal)}`
        wrong.push(...outcome.wrong.map((what) => `${where}: ${what}`))
        if (!outcome.done) refused += 1
        const passes = ['EPERM', 'EBUSY'].includes(refusal.code) && refusal.times < 3
        if (deed === 'save' && hardLinks && passes && triedAgain.includes(call.step) && !outcome.done) {
          wrong.push(`${where}: is not tried again`)
        }
      }
    }
    expect(wrong).toEqual([])
    // Otherwise nothing was refused at all.
    expect(refused).toBeGreaterThan(5)
  })
})
