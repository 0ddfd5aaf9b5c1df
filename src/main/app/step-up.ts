import type { StepUpInput } from '#shared/contract'
import type { StepUp } from '../ports/provider.ts'
import { Secret } from '../ports/secret.ts'

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
