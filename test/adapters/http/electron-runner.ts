// Runs the suite on the adapter for Electron. Bundled and started in a real Electron main process by electron.test.ts.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { app } from 'electron'
import { createElectronHttp, openApiSession } from '#main/adapters/electron/http'
import { prepareNetworkStack } from '#main/adapters/electron/network-stack'
import { runSuite } from './suite.ts'
import type { Subject, SuiteOrder } from './suite.ts'

const order = JSON.parse(readFileSync(process.env['KEYRACK_SUITE_ORDER'] ?? '', 'utf8')) as SuiteOrder
let opened = 0

const subject: Subject = {
  open: async (proxy) => {
    const id = ++opened
    return createElectronHttp(async (name) => {
      const partition = openApiSession(`${name}-${id}`)
      await partition.setProxy(proxy === null ? { mode: 'direct' } : { proxyRules: proxy })
      // The promise of setProxy is kept before the network process has heard of it.
      const expected = proxy === null ? 'DIRECT' : `PROXY ${new URL(proxy).host}`
      while ((await partition.resolveProxy('https://secure.lab.test/')) !== expected);
      return partition
    })
  },
}

// Without the switches it would repeat requests; it has to refuse rather than to run like that.
assert.throws(() => createElectronHttp(), /prepareNetworkStack/)
prepareNetworkStack()
app
  .whenReady()
  .then(() => runSuite(subject, order))
  .then((results) => {
    writeFileSync(order.resultFile, JSON.stringify(results))
    app.exit(0)
  })
  .catch((error: unknown) => {
    console.error(error)
    app.exit(1)
  })
