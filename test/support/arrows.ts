import type { ByValue, Page, Provider, ProviderSession } from '#main/ports/provider'

/** Calls of a session that are one question and one answer. */
const calls = ['identify', 'formOptions', 'create', 'update', 'regenerate', 'revoke', 'inspect', 'revokeAll'] as const
const more = ['probe', 'exportEvents'] as const

/**
 * Everything that one process does to the world outside, one after the other: each step of the disk, each call of a
 * provider, each answer that reaches it. The process can be killed in front of any of them; from then on nothing of it
 * happens any more, and what it waited for never comes.
 */
export class Arrows {
  readonly passed: string[] = []
  #killAt: number
  #isDead = false

  /** `killAt` counts from 0; a process that does less than that is killed with `kill`, or lives on. */
  constructor(killAt = Infinity) {
    this.#killAt = killAt
  }

  get isDead(): boolean {
    return this.#isDead
  }

  /** Kills it in front of the arrow that comes after so many more. */
  killIn(arrows: number): void {
    this.#killAt = this.passed.length + arrows
  }

  kill(): void {
    this.#isDead = true
  }

  /** Resolves at once, or never. */
  pass(what: string): Promise<void> {
    if (this.passed.length >= this.#killAt) this.#isDead = true
    if (this.#isDead) return new Promise<void>(() => undefined)
    this.passed.push(what)
    return Promise.resolve()
  }
}

/** The provider as that process reaches it: a call that is under way when it is killed is made, and its answer is lost. */
export function mortal(provider: Provider, arrows: Arrows): Provider {
  const { byValue } = provider
  return {
    ...provider,
    ...(byValue && {
      async byValue(origin: string) {
        const call = await byValue(origin)
        if (call === undefined) return undefined
        const [revoke, probe] = [
          asked('revoke by value', call.revoke, arrows),
          asked('probe by value', call.probe, arrows),
        ]
        return { revoke, probe } as ByValue
      },
    }),
    async connect(origin, credential, stepUp) {
      const session = await provider.connect(origin, credential, stepUp)
      const wrapped = [...calls, ...more].map((name) => [name, asked(name, session[name].bind(session), arrows)])
      return {
        ...session,
        ...(Object.fromEntries(wrapped) as Pick<ProviderSession, (typeof calls)[number] | (typeof more)[number]>),
        list: (part, signal) => pages(session.list(part, signal), arrows),
      }
    },
  }
}

function asked(name: string, call: (...given: never[]) => Promise<unknown>, arrows: Arrows) {
  return async (...given: never[]): Promise<unknown> => {
    await arrows.pass(`call ${name}`)
    try {
      return await call(...given)
    } finally {
      await arrows.pass(`answer ${name}`)
    }
  }
}

async function* pages(listed: AsyncIterable<Page>, arrows: Arrows): AsyncGenerator<Page> {
  await arrows.pass('call list')
  try {
    for await (const page of listed) {
      await arrows.pass('answer list')
      yield page
      await arrows.pass('call list')
    }
  } catch (error) {
    await arrows.pass('answer list')
    throw error
  }
}

/** Waits until the process is dead, or has done what it was asked for. */
export async function ended(arrows: Arrows, action: Promise<unknown>): Promise<void> {
  const state = { isOver: false }
  const end = () => {
    state.isOver = true
  }
  action.then(end, end)
  while (!state.isOver && !arrows.isDead) await turns(1)
  // What it does without anybody waiting for it.
  await turns(5)
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
