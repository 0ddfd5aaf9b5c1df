// `npm start`: the app on the real profile, built when something changed. Never runs on the test runtime.
import { projectRoot } from './aliases.ts'
import { buildStale } from './bundles.ts'
import { launch } from './launch.ts'

const args = process.argv.slice(2)
process.exitCode = (await buildStale('product')) ? await launch({ use: 'real', app: projectRoot, args }) : 1
