// Packages what is in out/. Usage: `node build/pack.ts <Electron's folder> <output>`.
import { build } from 'electron-builder'
import { projectRoot } from './aliases.ts'
import { lookIntoDist } from './electron/dist-folder.ts'
import { packaging } from './electron-builder.config.ts'

const [electronFolder = '', output = ''] = process.argv.slice(2)
const electron = lookIntoDist(electronFolder, 'override')
if (!electron || output === '') throw new Error('usage: node build/pack.ts <folder of an unpacked Electron> <output>')

// Nothing is downloaded and nothing is published.
await build({ projectDir: projectRoot, dir: true, publish: 'never', config: packaging(electron, output) })
