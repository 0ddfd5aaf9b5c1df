// Runs in Electron's own Node, where scrypt and ciphers cost what they cost the app: `electron index.js <pairs> <folder>`.
// Prints the result as JSON.
import { measureVault } from './vault.ts'

const [pairs, folder = ''] = process.argv.slice(2)

const say = (line: string): void => {
  console.error(line)
}
console.log(JSON.stringify(await measureVault({ pairs: Number(pairs), folder, say })))
