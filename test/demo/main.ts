import { join } from 'node:path'
import { app } from 'electron'
import { runDesktop } from '#main/adapters/electron/desktop'
import { prepareNetworkStack } from '#main/adapters/electron/network-stack'
import { enterProfile, keepWindowTitle, windowTitle } from '#main/adapters/electron/profile'
import { systemClock } from '#main/adapters/node/clock'
import { rootOptionsSchema, rootOptionsVariable } from './electron/options.ts'

// The root of the demo and of the end-to-end tests: the same app as the product's, over a throwaway folder, under a name
// of its own, with a network that reaches loopback only. It is built apart and never packaged.
const options = rootOptionsSchema.parse(JSON.parse(process.env[rootOptionsVariable] ?? '{}'))

app.setName(options.name)

const title = options.demo ? 'Keyrack Demo' : 'Keyrack'
const profile = enterProfile(options.userData)
if (profile !== null) {
  prepareNetworkStack()
  keepWindowTitle(title, profile)
  runDesktop({
    title: windowTitle(title, profile),
    clock: systemClock,
    files: join(import.meta.dirname, '..'),
    devServer: null,
    join: async (desktop) => (await import('./join.ts')).join(desktop, options, profile),
  })
}
