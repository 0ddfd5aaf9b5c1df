import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '#build/aliases'
import { electronPath } from '#test/support/launch'
import type { Measurement, Result } from './support/measurement.ts'

const script = join(projectRoot, 'out', 'bench', 'index.js')

/** Opening, unlocking and re-keying, in Electron's own Node: there scrypt takes about twice as long as in this one. */
export const vault: Measurement = {
  name: 'vault',
  async run(bench) {
    bench.say(`vault: ${bench.pairs} times each in Electron's own Node`)
    const { stdout } = await promisify(execFile)(electronPath(), [script, String(bench.pairs), bench.folder], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      maxBuffer: 16 * 1024 * 1024,
    })
    return JSON.parse(stdout) as Result
  },
}
