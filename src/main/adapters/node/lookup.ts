import { lookup as ask } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isLoopbackName } from '../loopback.ts'

const here = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
] as const

/**
 * Finds the addresses of a name. `localhost` and the names below it are this computer's loopback addresses, whatever a
 * hosts file or a name server says; every other name is asked of `others`, the system's resolver unless given.
 */
export function pinnedLookup(others: LookupFunction = ask): LookupFunction {
  return (hostname, options, callback) => {
    if (!isLoopbackName(hostname)) return others(hostname, options, callback)
    if (options.all) return callback(null, [...here])
    const { address, family } = options.family === 6 || options.family === 'IPv6' ? here[1] : here[0]
    callback(null, address, family)
  }
}
