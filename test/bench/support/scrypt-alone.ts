// A process like that of a command, which derives the vault's key and does nothing else. Writes how many ms that took.
import { randomBytes } from 'node:crypto'
import { Secret } from '#main/ports/secret'
import { defaultScryptCost, passphraseKey } from '#main/vault/passphrase'

const secret = new Secret('EXAMPLE-passphrase-of-a-bench')
const begun = performance.now()
await passphraseKey(secret, { salt: randomBytes(32), cost: defaultScryptCost })
process.stdout.write(String(performance.now() - begun))
