import type { VaultChoice } from '#shared/model/vault'
import { readNewestFile } from '#main/vault/commit'
import type { VaultFile } from '#main/vault/format'
import { Generations } from '#main/vault/generations'
import { drawRecoveryCode } from '#main/vault/index'
import { FakeRandom } from '#test/support/fake-random'
import { FakeSealer } from '#test/support/fake-sealer'
import { folder, pass, putSecret, startProcess, type Process } from './world.ts'

/** Two recovery codes as they are written. */
export const code = codeOf('code')
export const otherCode = codeOf('another code')

function codeOf(seed: string): string {
  return drawRecoveryCode(new FakeRandom(seed)).use((text) => text)
}

/** A vault that was made so, with the secret `a` in it. */
export async function made(choice: VaultChoice, sealer = new FakeSealer()): Promise<Process> {
  const process = startProcess(undefined, { sealer })
  await process.vault.open()
  await process.vault.create(choice, choice.endsWith('passphrase') ? pass() : null)
  await process.vault.records.commit([putSecret('a', 'one')])
  return process
}

/** A keystore that does not open the slot. */
export function refusing(mood: FakeSealer['mood'] = 'other-key'): FakeSealer {
  const sealer = new FakeSealer()
  sealer.mood = mood
  return sealer
}

/** The newest generation as it stands on the disk. */
export function newestOf(process: Process): Promise<VaultFile | null> {
  return readNewestFile(new Generations(process, folder))
}
