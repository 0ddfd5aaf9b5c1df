import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '#build/aliases'
import { electronPath } from '#test/support/launch'
import type { Measurement, Result } from './measurement.ts'

const script = join(projectRoot, 'out', 'bench', 'index.js')

/** A measurement that is taken in Electron's own Node, without a window. */
export function inElectronsNode(name: string): Measurement {
  return {
    name,
    async run(bench) {
      bench.say(`${name}: ${bench.pairs} times each in Electron's own Node`)
      const { stdout } = await promisify(execFile)(electronPath(), [script, name, String(bench.pairs), bench.folder], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        maxBuffer: 16 * 1024 * 1024,
      })
      return JSON.parse(stdout) as Result
    },
  }
}
