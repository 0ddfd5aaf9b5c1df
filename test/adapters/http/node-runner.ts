// Runs the suite on the adapter for Node, in a process of its own so that the environment is what a person would set.
import { readFileSync, writeFileSync } from 'node:fs'
import { createNodeHttp } from '#main/adapters/node/http'
import { runSuite } from './suite.ts'
import type { SuiteOrder } from './suite.ts'

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as SuiteOrder
const results = await runSuite(
  {
    open: async (proxy) => createNodeHttp(proxy === null ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }),
  },
  order,
)
writeFileSync(order.resultFile, JSON.stringify(results))
