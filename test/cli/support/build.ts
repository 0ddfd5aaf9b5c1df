import { buildStale } from '#build/bundles'

/** Builds the command line before its tests, where what is there is older than its sources. */
export async function setup(): Promise<void> {
  if (!(await buildStale('cli'))) throw new Error('the command line could not be built')
}
