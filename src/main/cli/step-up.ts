import type { StepUpInput } from '#shared/contract'
import { Failure } from '../ports/failure.ts'
import type { Terminal } from './terminal.ts'

/** A password, and a code after it. */
const mostQuestions = 3

/**
 * Runs a call, and once more with what its provider asks for beside the credential, as often as it asks for more: typed on the
 * terminal. Throws Failure, `step-up-needed` where there is no terminal.
 */
export async function withStepUp<T>(
  terminal: Terminal,
  call: (stepUp: StepUpInput | undefined) => Promise<T>,
): Promise<T> {
  let stepUp: StepUpInput | undefined
  for (let questions = 1; ; questions += 1) {
    try {
      return await call(stepUp)
    } catch (error) {
      if (!(error instanceof Failure) || error.error.kind !== 'step-up-needed' || questions > mostQuestions) throw error
      const isCode = error.error.field === 'one-time-code'
      const provider = error.error.provider ?? 'The provider'
      const typed = await terminal.ask(`${provider} asks for ${isCode ? 'a one-time code' : 'the password'}: `)
      if (typed === null) throw error
      stepUp = { ...stepUp, ...typed.use((value) => (isCode ? { oneTimeCode: value } : { password: value })) }
      typed.wipe()
    }
  }
}
