import { join as joinPath } from 'node:path'
import { app } from 'electron'
import { runDesktop } from '#main/adapters/electron/desktop'
import { prepareNetworkStack } from '#main/adapters/electron/network-stack'
import { enterProfile, keepWindowTitle, windowTitle } from '#main/adapters/electron/profile'
import { systemClock } from '#main/adapters/node/clock'
import type { RootOptions } from './electron/options.ts'
import { ownName, rootOptionsVariable } from './electron/options-variable.ts'

// The root of the demo and of the end-to-end tests: the same app as the product's, over a throwaway folder, under a name
// of its own, with a network that reaches loopback only. It is built apart and never packaged.
// All but the name is checked once the window is made: the product too loads what it checks with only then.
const options = JSON.parse(process.env[rootOptionsVariable] ?? '{}') as RootOptions

if (!ownName.test(options.name)) throw new Error('The demo has a name of its own.')
app.setName(options.name)

const title = options.demo ? 'Keyrack Demo' : 'Keyrack'
const profile = enterProfile(options.userData)
if (profile !== null) {
  prepareNetworkStack()
  keepWindowTitle(title, profile)
  runDesktop({
    title: windowTitle(title, profile),
    clock: systemClock,
    files: joinPath(import.meta.dirname, '..'),
    devServer: null,
    load: async () => {
      const { createPreferences, join, rootOptionsSchema } = await import('./join.ts')
      const checked = rootOptionsSchema.parse(options)
      return { remember: createPreferences, join: (desktop) => join(desktop, checked, profile) }
    },
  })
}
