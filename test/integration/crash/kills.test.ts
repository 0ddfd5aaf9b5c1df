import { afterAll, describe, expect, it } from 'vitest'
import { settle } from '#test/support/app-world'
import { Arrows, ended } from '#test/support/arrows'
import { FakeRandom } from '#test/support/fake-random'
import { calm, expectAgreement, expectNothingLostInSilence, expectNothingTwice, putInOrder } from './aftermath.ts'
import { scenarios, setStage, weathers, type Scenario } from './scenarios.ts'
import type { Stage } from './stage.ts'

/** How many ways there were in which things went, and in how many something else happened on top of the first kill. */
const count = { all: 0, killedAgain: 0, powerCuts: 0, neverSent: 0 }

/** What happens to the processes; arrows are counted from the beginning of the operation, and of the next process. */
interface Fate {
  readonly weather: string
  readonly killAt: number
  /** The process that mends what the first one left is killed, too. */
  readonly killAgainAt: number
  /** What was not flushed goes with the first process. */
  readonly powerCut: boolean
  /** The person ends what can be ended, and otherwise keeps it. */
  readonly bold: boolean
}

/** Runs the operation up to its fate; gives the arrows that it took. */
async function operate(
  scenario: Scenario,
  weather: string,
  killAt: number,
): Promise<{ stage: Stage; taken: string[] }> {
  const before = await arrowsBefore(scenario)
  const arrows = new Arrows(before + killAt)
  const stage = await setStage(scenario, arrows)
  const fault = weathers[weather]
  if (fault !== null && fault !== undefined && scenario.call !== null) {
    stage.world.service.fail({ kind: fault.kind, done: fault.done === true, on: scenario.call })
  }
  await ended(arrows, scenario.act(stage))
  arrows.kill()
  return { stage, taken: arrows.passed.slice(before) }
}

const arrowsBeforeOf = new Map<Scenario, number>()

/** Arrows that are taken before the operation begins: the same each time. */
async function arrowsBefore(scenario: Scenario): Promise<number> {
  const known = arrowsBeforeOf.get(scenario)
  if (known !== undefined) return known
  const arrows = new Arrows()
  await setStage(scenario, arrows)
  await settle(5)
  arrowsBeforeOf.set(scenario, arrows.passed.length)
  return arrows.passed.length
}

const once = { made: 1, renewed: 1, changed: 1 }

async function survive(scenario: Scenario, { weather, killAt, killAgainAt, powerCut, bold }: Fate): Promise<void> {
  const { world, accountId } = (await operate(scenario, weather, killAt)).stage
  count.all += 1
  world.service.mend()
  if (powerCut) {
    count.powerCuts += 1
    const random = new FakeRandom(killAt)
    world.disk = world.disk.powerCut(() => random.chance())
  }
  const isMeant = ({ name }: { name: string }) => scenario.ends?.includes(name) === true
  const ends = new Set(world.service.everAdded.filter(isMeant).map(({ issuerId }) => issuerId))
  const meant = ends.size
  const asked = { ends, lets: new Set<string>() }
  const onStage = async (arrows?: Arrows): Promise<Stage> => ({ world, run: await world.start(arrows), accountId })

  if (killAgainAt < Infinity) {
    count.killedAgain += 1
    const arrows = new Arrows(killAgainAt)
    const mend = async () => {
      const stage = await onStage(arrows)
      await calm(stage)
      await putInOrder(stage, bold, asked)
    }
    await ended(arrows, mend())
    arrows.kill()
  }
  const stage = await onStage()
  await calm(stage)
  await expectNothingLostInSilence(stage, scenario.endsAccess === true || ends.size > meant, asked.lets)
  expectNothingTwice(stage, ends, once)
  if (stage.run.operations().some(({ step }) => step === 'intended')) {
    count.neverSent += 1
    expect(world.service.effects).toEqual([])
  }
  await putInOrder(stage, bold, asked)
  expectNothingTwice(stage, ends, once)
  await expectAgreement(stage, asked)
  await stage.run.app.close()
  const last = await onStage()
  await settle(5)
  expect(last.run.operations()).toEqual([])
  await last.run.app.close()
}

const cases = Object.entries(scenarios).flatMap(([name, { call }]) =>
  (call === null ? ['a fine day'] : Object.keys(weathers)).map((weather) => [name, weather] as const),
)

describe.each(cases)('%s, with %s', (name, weather) => {
  it('loses nothing in silence and does nothing twice, wherever the process is killed', async () => {
    const scenario = scenarios[name]!
    const { taken } = await operate(scenario, weather, Infinity)
    expect(taken.length).toBeGreaterThan(3)
    const random = new FakeRandom(`${name}, ${weather}`)
    for (let killAt = 0; killAt <= taken.length; killAt += weathers[weather]?.stride ?? 1) {
      const killAgainAt = random.below(2) === 0 ? Infinity : random.below(60)
      const [powerCut, bold] = [random.below(3) === 0, random.below(2) === 0]
      const fate = { weather, killAt, killAgainAt, powerCut, bold }
      try {
        await survive(scenario, fate)
      } catch (cause) {
        throw new Error(`${JSON.stringify(fate)}, in front of ${taken[killAt] ?? 'nothing more'}`, { cause })
      }
    }
  })
})

it('was more than 500 interleavings', () => {
  expect(count.all).toBeGreaterThan(500)
  expect(count.neverSent).toBeGreaterThan(10)
})

afterAll(() => {
  const { all, killedAgain, powerCuts, neverSent } = count
  console.log(
    `${all} interleavings, ${killedAgain} with a second kill, ${powerCuts} with the power gone, ${neverSent} never sent`,
  )
})
