import type { Input, Output } from '#shared/contract'
import type { Context } from '../context.ts'

/** Takes a built-in policy. The audit is made anew by it. */
export async function choosePolicy(context: Context, { pack }: Input<'policy.choose'>): Promise<void> {
  context.preferences.set({ policy: { kind: 'pack', pack } })
  await follow(context)
}

/** Takes a file as the policy, unless something is wrong with it. Throws Failure. */
export async function choosePolicyFile(context: Context): Promise<Output<'policy.chooseFile'>> {
  const { picker, policy, preferences } = context
  const path = await picker.open('policy')
  if (path === null) return { chosen: null }
  const choice = { kind: 'file', path } as const
  const { name, faults } = await policy.read(choice)
  if (faults !== undefined) return { chosen: { name, faults: [...faults] } }
  preferences.set({ policy: choice })
  await follow(context)
  return { chosen: { name, faults: [] } }
}

/** Reads the chosen file anew; what is wrong with it is told by the facts. */
export async function reloadPolicy(context: Context): Promise<void> {
  await follow(context)
}

/** What the old policy found says nothing any more. */
async function follow({ audits, facts }: Context): Promise<void> {
  await audits.anew()
  facts.now()
}
