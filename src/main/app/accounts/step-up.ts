import type { StepUpInput } from '#shared/contract'
import type { StepUp } from '../../ports/provider.ts'
import { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import type { Connected } from './sessions.ts'

/** Runs `action` with a session of the account that has what its provider asks for beside the credential. Throws Failure. */
export function sessionWith<T>(
  { sessions }: Context,
  accountId: string,
  given: StepUpInput | undefined,
  action: (connected: Connected) => Promise<T>,
): Promise<T> {
  return withStepUp(given, (stepUp) => sessions.use(accountId, action, stepUp))
}

/** Runs `action` with what a provider asks for beside the credential; it lives for that long and is wiped afterwards. */
export async function withStepUp<T>(
  given: StepUpInput | undefined,
  action: (stepUp: StepUp | undefined) => Promise<T>,
): Promise<T> {
  if (given === undefined) return action(undefined)
  const password = given.password === undefined ? undefined : new Secret(given.password)
  const oneTimeCode = given.oneTimeCode === undefined ? undefined : new Secret(given.oneTimeCode)
  try {
    return await action({
      ...(password === undefined ? {} : { password }),
      ...(oneTimeCode === undefined ? {} : { oneTimeCode }),
    })
  } finally {
    password?.wipe()
    oneTimeCode?.wipe()
  }
}
