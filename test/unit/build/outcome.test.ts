import { describe, expect, it } from 'vitest'
import { runChecks, Skip, Wrong } from '#build/testing/checks'
import { closingLines, requireAll, type Outcome } from '#build/testing/outcome'
import { judge } from '#build/testing/report-file'
import { readCompiler } from '#build/testing/types-kind'

const outcome = (change: Partial<Outcome> = {}): Outcome => ({ passed: 3, failed: 0, skipped: 0, notes: [], ...change })

describe('the closing line of a kind', () => {
  it('has passed and failed, and stands alone', () => {
    expect(closingLines('unit', outcome())).toEqual(['unit: 3 passed, 0 failed'])
  })

  it('names skips only where there are some, with the reasons above it, one line each', () => {
    expect(closingLines('e2e', outcome({ skipped: 2, notes: ['skipped: no display\n  here'] }))).toEqual([
      '  e2e: skipped: no display here',
      'e2e: 3 passed, 0 failed, 2 skipped',
    ])
  })
})

describe('requiring Electron', () => {
  it('turns skips into failures and says so', () => {
    expect(requireAll(outcome({ skipped: 2, failed: 1 }))).toEqual({
      passed: 3,
      failed: 3,
      skipped: 0,
      notes: ['KEYRACK_REQUIRE_E2E=1: 2 skipped counted as failed'],
    })
  })

  it('changes nothing where nothing was skipped', () => {
    expect(requireAll(outcome())).toEqual(outcome())
  })
})

describe('judging a test program', () => {
  it('fails one that found no test', () => {
    expect(judge(outcome({ passed: 0 }), 0)).toMatchObject({ failed: 1, notes: ['no test was found'] })
  })

  it('fails one that ended badly although all its tests passed', () => {
    expect(judge(outcome(), 1)).toMatchObject({ passed: 3, failed: 1 })
  })

  it('counts a failed test once', () => {
    expect(judge(outcome({ failed: 1 }), 1)).toEqual(outcome({ failed: 1 }))
  })
})

describe('running checks', () => {
  it('counts what holds, what is wrong, what throws and what cannot be checked here', async () => {
    const checks = [
      { name: 'holds', check: () => {} },
      { name: 'wrong', check: () => Promise.reject(new Wrong('it is not so')) },
      {
        name: 'throws',
        check: () => {
          throw new Error('no such file')
        },
      },
      { name: 'not here', check: () => Promise.reject(new Skip('no display')) },
    ]
    expect(await runChecks(checks)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      notes: ['skipped: not here: no display'],
    })
  })
})

describe('reading the compiler', () => {
  // It ends some of its lines as Windows does, wherever it runs.
  const list = [
    '6:58:52 AM - Projects in this build: ',
    '    * build/tsconfig/shared.json',
    '    * build/tsconfig/renderer.json',
    '    * tsconfig.json',
    '\n',
  ].join('\r\n')

  it('counts projects, and one with errors has failed once', () => {
    const output = `${list}6:58:52 AM - Project 'build/tsconfig/shared.json' is up to date because ...

6:58:52 AM - Building project '/home/someone/keyrack/build/tsconfig/renderer.json'...

src/renderer/a.tsx(3,36): error TS2307: Cannot find module './b.ts'.
src/renderer/a.tsx(4,1): error TS2345: Argument of type 'string' is not assignable.
  Type 'string' is not assignable to type 'number'.
6:58:53 AM - Updating unchanged output timestamps ...
`
    expect(readCompiler(output, 2)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      notes: [],
      problems: [
        "src/renderer/a.tsx(3,36): error TS2307: Cannot find module './b.ts'.",
        "src/renderer/a.tsx(4,1): error TS2345: Argument of type 'string' is not assignable.",
        "  Type 'string' is not assignable to type 'number'.",
      ],
    })
  })

  it('passes all projects of a clean run', () => {
    expect(readCompiler(list, 0)).toMatchObject({ passed: 2, failed: 0, problems: [] })
  })

  it('fails when the compiler fails without naming an error', () => {
    expect(readCompiler('', 134)).toMatchObject({ passed: 0, failed: 1 })
  })
})
