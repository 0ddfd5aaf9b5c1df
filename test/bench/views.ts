import { evaluate, type Target } from './support/cdp.ts'
import type { Electron } from './support/electron.ts'
import type { Figure } from './support/figure.ts'
import { press as pressKey, typingOf } from './support/key-press.ts'
import type { Bench, Measurement } from './support/measurement.ts'
import { callApp, until, untilListed } from './support/profile.ts'
import { longestDuring, watchBoth, type Longest } from './support/responsiveness.ts'
import { largest, median } from './support/statistics.ts'

const sizes = [10_000, 100_000] as const
const makers = 4_000
/** Three frames. */
const target = 50
const calmMs = 2_000
/** Each walk takes its time. */
const mostRounds = 3

type Seen = Readonly<Record<string, readonly Longest[]>>

/** How long main and the window keep anybody waiting in the audit and in the team's view, against the app left alone. */
export const views: Measurement = {
  name: 'views',
  async run(bench) {
    const bySize = new Map<number, Seen>()
    for (const tokens of sizes) bySize.set(tokens, await watched(bench, tokens))
    const [few, many] = sizes.map((tokens) => bySize.get(tokens) ?? {})
    return {
      figures: sizes.flatMap((tokens) => figuresOf(tokens, bySize.get(tokens) ?? {})).concat(growth(few, many)),
      samples: Object.fromEntries(
        [...bySize].flatMap(([tokens, seen]) =>
          Object.entries(seen).flatMap(([step, longest]) => [
            [`views, ${tokens} tokens, ${step}: longest delay in main, ms`, longest.map(({ delay }) => delay)],
            [`views, ${tokens} tokens, ${step}: longest frame gap, ms`, longest.map(({ gap }) => gap)],
            [`views, ${tokens} tokens, ${step}: longest task in the window, ms`, longest.map(({ task }) => task)],
          ]),
        ),
      ),
    }
  },
}

async function watched(bench: Bench, tokens: number): Promise<Seen> {
  const profile = await bench.profile(tokens, makers)
  const running = await profile.start({ inspectMain: true })
  try {
    const { page, main } = running
    if (main === null) throw new Error('main is not watched')
    await page.send('Emulation.setFocusEmulationEnabled', { enabled: true })
    await untilListed(page, tokens)
    await callApp(page, 'policy.choose', { pack: 'strict' })
    await watchBoth(page, main)
    const seen: Record<string, Longest[]> = {}
    const take = async (step: string, action: () => Promise<unknown>) => {
      const longest = await longestDuring(page, main, async () => {
        await action()
      })
      ;(seen[step] ??= []).push(longest)
    }
    const rounds = Math.min(bench.pairs, mostRounds)
    bench.say(`views: ${rounds} walks through the audit and the team's view with ${tokens} tokens`)
    for (let round = 0; round < rounds; round += 1) {
      await take(idle, () => new Promise((resolve) => setTimeout(resolve, calmMs)))
      await walk(running, tokens, take)
    }
    return seen
  } finally {
    await running.close()
  }
}

const idle = 'idle'
type Take = (step: string, action: () => Promise<unknown>) => Promise<void>

/** What somebody does who looks through the audit, decides about all of it, and looks at the team. */
async function walk({ page }: Electron, tokens: number, take: Take): Promise<void> {
  await take('audit: made anew', () => callApp(page, 'findings.run', { jobId: crypto.randomUUID() }))
  await take('audit: opened', async () => {
    await press(page, button('Audit'))
    await until('The audit had its findings', () => evaluate(page, `${rowCount} > ${tokens}`))
  })
  await take('audit: scrolled', () => scroll(page))
  for (const by of ['Owner', 'Severity']) {
    await take('audit: grouped', async () => {
      await press(page, button('By '))
      await press(page, `[...document.querySelectorAll('[role^=menuitem]')].find((one) => one.textContent === '${by}')`)
      await frames(page)
    })
  }
  await take('audit: filtered', async () => {
    for (let time = 0; time < 2; time += 1) {
      await press(page, `document.querySelector('button[data-severity=high]')`)
      await frames(page)
    }
  })
  await take('audit: searched', async () => {
    await evaluate(page, `document.querySelector('input[type=search], [role=searchbox]').focus()`)
    for (const key of typingOf(['pipe'])) {
      await pressKey(page, key)
      await frames(page)
    }
  })
  await take('audit: a finding opened', async () => {
    await press(page, `document.querySelector('[role=treegrid] [data-finding]')`)
    await frames(page)
  })
  if (tokens === sizes[0]) await decideAll(page, take)
  await take('team: opened', async () => {
    await press(page, button('Team'))
    await until('The team was there', () => evaluate(page, `document.querySelectorAll('tbody tr').length >= 100`))
  })
  await take('team: an owner opened', async () => {
    await press(page, `document.querySelector('tbody tr button')`)
    await until('The owner was there', () => evaluate(page, `document.querySelector('section section li') !== null`))
    await frames(page)
  })
  await evaluate(page, `document.querySelector('input[type=search]').focus()`)
  for (const key of 'many') await pressKey(page, key)
  await press(
    page,
    `[...document.querySelectorAll('tbody tr button')].find((one) => one.textContent.startsWith('Many Ex'))`,
  )
  await take('team: the plan of half the tokens', async () => {
    await press(page, button('Plan for leaving'))
    await until('The plan was there', () =>
      evaluate(page, `document.querySelector('[role=dialog] section li') !== null`),
    )
    await frames(page)
  })
  await press(page, `[...document.querySelectorAll('[role=dialog] button')].find((one) => one.textContent === 'Close')`)
  await press(page, button('Timeline'))
}

async function decideAll(page: Target, take: Take): Promise<void> {
  await take('audit: everything picked', async () => {
    await press(page, button('Select all'))
    await frames(page)
  })
  await press(page, button('Snooze…'))
  const submit = `[...document.querySelectorAll('[role=dialog] button')].find((one) => one.textContent === 'Snooze')`
  await until('The dialog was there', () => evaluate(page, `${submit} !== undefined`))
  await take('audit: everything snoozed', async () => {
    await press(page, submit)
    await until('Everything was snoozed', () => evaluate(page, `${rowCount} === 0`))
  })
  await take('audit: that undone', async () => {
    await press(page, button('Undo'))
    await until('It was undone', () => evaluate(page, `${rowCount} > 20000`))
  })
}

const rowCount = `Number(document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount') ?? 0)`

/** The first button whose words begin so. */
const button = (words: string): string =>
  `[...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(${JSON.stringify(words)}))`

/** Presses what an expression finds, once it is there. */
async function press(page: Target, found: string): Promise<void> {
  await until(`There was ${found}`, () => evaluate(page, `Boolean(${found})`))
  await evaluate(page, `${found}.click()`)
}

/** Waits until what was done is drawn. */
async function frames(page: Target): Promise<void> {
  await evaluate(
    page,
    `globalThis.benchDrawn = new Promise((resolve) => {
      let left = 8
      const next = () => (left -= 1) > 0 ? requestAnimationFrame(next) : resolve()
      next()
    })`,
  )
}

/** From the top of the list to its end and back, in a hundred frames. */
async function scroll(page: Target): Promise<void> {
  await evaluate(
    page,
    `globalThis.benchDrawn = new Promise((resolve) => {
      const list = document.querySelector('[role=treegrid]')
      let at = 0
      const next = () => {
        at += 1
        list.scrollTop = list.scrollHeight * (at > 50 ? 100 - at : at) / 50
        if (at < 100) requestAnimationFrame(next)
        else resolve()
      }
      next()
    })`,
  )
}

/** The worst of each part, and of the same app left alone. */
function figuresOf(tokens: number, seen: Seen): readonly Figure[] {
  const calm = seen[idle] ?? []
  return (['audit', 'team'] as const).flatMap((part) =>
    kinds.map(({ what, name }): Figure => {
      const steps = Object.entries(seen).filter(([step]) => step.startsWith(part))
      const worst = steps
        .map(([step, longest]) => ({ step, value: median(longest.map((one) => one[what])) }))
        .sort((one, other) => other.value - one.value)
      const [first] = worst
      return {
        name: `${part} of ${tokens} tokens: longest ${name}`,
        value: first?.value ?? Number.NaN,
        unit: 'ms',
        target: tokens === sizes[0] ? target : null,
        note: `“${first?.step ?? ''}”; idle ${median(calm.map((one) => one[what])).toFixed(1)} ms`,
      }
    }),
  )
}

const kinds = [
  { what: 'delay', name: 'event-loop delay in main' },
  { what: 'gap', name: 'frame gap in the window' },
] as const

/** How many times longer it is with ten times as many tokens. */
function growth(few: Seen = {}, many: Seen = {}): readonly Figure[] {
  const worst = (seen: Seen, part: string, what: keyof Longest) =>
    largest(
      Object.entries(seen)
        .filter(([step]) => step.startsWith(part))
        .map(([, longest]) => median(longest.map((one) => one[what]))),
    )
  return (['audit', 'team'] as const).flatMap((part) =>
    kinds.map(({ what, name }): Figure => ({
      name: `${part}: longest ${name}, ten times the tokens`,
      value: worst(many, part, what) / worst(few, part, what),
      unit: 'x',
      target: 10,
      note: `${worst(many, part, what).toFixed(0)} to ${worst(few, part, what).toFixed(0)} ms`,
    })),
  )
}
