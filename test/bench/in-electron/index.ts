// Runs in Electron's own Node, where scrypt, ciphers and threads cost what they cost the app:
// `electron index.js <measurement> <pairs> <folder>`. Prints the result as JSON.
import type { Bench, Result } from '../support/measurement.ts'
import { measureScan } from './scan.ts'
import { measureVault } from './vault.ts'

const measurements: Readonly<Record<string, (bench: Pick<Bench, 'pairs' | 'folder' | 'say'>) => Promise<Result>>> = {
  scan: measureScan,
  vault: measureVault,
}
const [name = '', pairs, folder = ''] = process.argv.slice(2)

const say = (line: string): void => {
  console.error(line)
}
const measure = measurements[name]
if (measure === undefined) throw new Error(`There is no measurement ${name}.`)
console.log(JSON.stringify(await measure({ pairs: Number(pairs), folder, say })))
