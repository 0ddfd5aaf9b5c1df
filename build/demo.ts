// `npm run demo`: the demo root, with simulators on loopback and a throwaway profile.
import { join } from 'node:path'
import { projectRoot } from './aliases.ts'
import { buildStale } from './bundles.ts'
import { launch } from './launch.ts'
import { isRoot } from './process.ts'

const switches: string[] = []
if (isRoot()) {
  console.error('Notice: this runs as root, where the sandbox of the window does not work: it is off for this demo.')
  switches.push('--no-sandbox')
}
const app = join(projectRoot, 'out', 'demo', 'index.js')
const args = process.argv.slice(2)
process.exitCode = (await buildStale('product', 'demo')) ? await launch({ use: 'tests', switches, app, args }) : 1
