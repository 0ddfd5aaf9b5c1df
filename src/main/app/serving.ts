import type { z } from 'zod'
import type { Channel, contract, Output } from '#shared/contract'
import type { Context } from './context.ts'
import { asFailure } from './failures.ts'

/** One function a channel: takes checked input, gives the output or throws `Failure`. */
export type Handlers = {
  readonly [C in Channel]: (input: z.output<(typeof contract)[C]['input']>) => Promise<Output<C>>
}

/** Resolves when the vault is open and what it tells is known. Throws Failure('vault-locked') when it is not open. */
export type Opened = () => Promise<void>

/** The ways in which a channel is served. */
export type Serving = ReturnType<typeof createServing>

/** Ways to make a handler of a use case. What they give throws `Failure` only. */
export function createServing(context: Context, opened: Opened, lock: () => Promise<void>) {
  type Use<I, O> = (context: Context, input: I) => Promise<O>
  type Job<I, O> = (context: Context, input: I, signal: AbortSignal) => Promise<O>

  const guarded = async <O>(action: () => Promise<O>): Promise<O> => {
    try {
      return await action()
    } catch (error) {
      throw asFailure(error, context.log, 'handler')
    }
  }
  /** A use case without the vault's content. */
  const always =
    <I, O>(use: Use<I, O>) =>
    (input: I) =>
      guarded(() => use(context, input))
  const open =
    <I, O>(use: Use<I, O>) =>
    (input: I) =>
      guarded(async () => {
        await opened()
        return use(context, input)
      })
  /** Can be cancelled from its first moment on, also while what the vault tells is still being loaded. */
  const job =
    <I extends { jobId: string }, O>(use: Job<I, O>) =>
    (input: I) =>
      guarded(() =>
        context.jobs.run(input.jobId, async (signal) => {
          await opened()
          return use(context, input, signal)
        }),
      )
  /** The same for a use case that gives nothing back. */
  const silent =
    <I, R extends unknown[]>(use: (context: Context, input: I, ...rest: R) => Promise<void>) =>
    async (one: Context, input: I, ...rest: R) => {
      await use(one, input, ...rest)
      return {}
    }
  const thenOpened =
    <I>(use: Use<I, void>) =>
    async (one: Context, input: I) => {
      await use(one, input)
      if (one.vault.state().kind === 'open') await opened()
    }

  return { always, open, job, silent, thenOpened, opened, lock }
}
