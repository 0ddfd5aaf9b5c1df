import { afterEach, describe, expect, it } from 'vitest'
import { everyKind, isDone, open, type Opened } from './stages/kinds.ts'
import { listed } from './stages/stage.ts'
import { usualTimes } from './stages/times.ts'

let opened: Opened | undefined

afterEach(async () => {
  await opened?.stage.simulator.close()
  opened = undefined
})

const listedKinds = everyKind.filter(([, , { support }]) => isDone(support.list))

describe.each(listedKinds)('%s, %s tokens', (id, kindName) => {
  // No service of the list keeps fewer than a thousand tokens to a page's end; what each has on a page is its own.
  it.each([0, 1, 100, 101, 1000])('are listed when there are %i, each once', async (count) => {
    opened = await open(id, kindName)
    const { kind, session, stage } = opened
    const credentials = kind.signsInByOne === true ? 1 : 0
    expect(kind.held().size).toBe(credentials)
    for (let at = Math.min(count, credentials); at < count; at += 1) kind.plant(`token-${at}`, usualTimes)
    const there = [...kind.held().keys()].sort()
    expect(there).toHaveLength(Math.max(count, credentials))
    const { tokens, pages } = await listed(session, kind.part)
    expect(tokens.map(({ issuerId }) => issuerId).sort()).toEqual(there)
    // A hundred on a page: no provider of the list gives fewer to those who ask for them.
    expect(pages).toBeLessThanOrEqual(Math.floor(count / 100) + 1)
    expect(stage.simulator.requests.length).toBeLessThanOrEqual(pages + 1)
  })
})
