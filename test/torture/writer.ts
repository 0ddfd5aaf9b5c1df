// One of two processes that save in the same vault at the same time. Arguments: the vault's folder, its own name, how many
// saves, and `links` or `no-links`. Says `ready` when the vault is open, begins when something comes in, and says a letter
// for each save that was acknowledged.
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { quickClock, setRealStage } from './real-stage.ts'

const [folder = '', name = '', saves = '0', links = 'links'] = process.argv.slice(2)

const vault = setRealStage({ folder, clock: quickClock(0), hardLinks: links === 'links' })
await vault.open()
writeSync(1, 'ready\n')
await once(process.stdin, 'data')
for (let save = 0; save < Number(saves); save += 1) {
  await vault.records.commit([
    { put: 'secret', id: `${name}-${save}`, value: { value: `${name} EXAMPLE ${save}` } },
    { put: 'annotation', id: `${name}-last`, value: { tags: [], notes: String(save) } },
  ])
  writeSync(1, `${name}\n`)
}
await vault.close()
process.stdin.destroy()
