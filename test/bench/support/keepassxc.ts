import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { Int64, VarDictionary } from 'kdbxweb'
import { kdbxOf, type KdbxFields } from '#test/support/import/kdbx'
import { passphrase, timedRun, type Took } from './command-line.ts'
import { median } from './statistics.ts'

const program = 'keepassxc-cli'

/** A sentence where KeePassXC's command line is not there. */
export async function missingKeePassXc(): Promise<string | null> {
  try {
    await promisify(execFile)(program, ['--version'])
    return null
  } catch {
    return `The measurement "cli" compares with ${program}, which is not there: install the package "keepassxc".`
  }
}

/** As much as a token has: a name, an owner, a secret, where it belongs, and what it is for. */
export function entryOf(number: number): KdbxFields {
  return {
    Title: `deploy-key-${number}`,
    UserName: 'many-example',
    Password: `pul-EXAMPLE${String(number).padStart(33, '0')}`,
    URL: 'https://app.pulumi.com/',
    Notes: `Token ${number} of the bench`,
  }
}

/** Writes a database with so many entries whose key takes so many rounds of AES. */
export async function writeDatabase(path: string, entries: number, rounds: number): Promise<void> {
  const list = Array.from({ length: entries }, (_, number) => entryOf(number))
  const change = ({ header }: { header: { kdfParameters: VarDictionary | undefined } }): void => {
    header.kdfParameters?.set('R', VarDictionary.ValueType.UInt64, Int64.from(rounds))
  }
  await writeFile(path, await kdbxOf(passphrase, list, { kdf: 'Aes', change }))
}

/** `keepassxc-cli ls -R`. */
export function listDatabase(path: string): Promise<Took> {
  return timedRun(program, ['ls', '-R', '-q', path], { input: `${passphrase}\n` })
}

/** What the derivation of a database's key takes, in ms: listing one entry behind it, less the same behind a single round. */
export async function derivationMs(behind: string, plain: string): Promise<number> {
  const { ms } = await listDatabase(behind)
  return ms - (await listDatabase(plain)).ms
}

/** Rounds of AES that KeePassXC needs `ms` for on this machine; `folder` gets databases to try it on. */
export async function calibrated(folder: string, ms: number, tries: number): Promise<number> {
  const plain = `${folder}/one-round.kdbx`
  const tried = `${folder}/tried.kdbx`
  await writeDatabase(plain, 1, 1)
  let rounds = 8_000_000
  // The second time starts from what the first has found.
  for (let time = 0; time < 2; time += 1) {
    await writeDatabase(tried, 1, rounds)
    const samples: number[] = []
    for (let number = 0; number < tries; number += 1) samples.push(await derivationMs(tried, plain))
    rounds = Math.max(100_000, Math.round((rounds * ms) / median(samples)))
  }
  return rounds
}
