import { hostname } from 'node:os'
import { codeOf } from '../../ports/file-errors.ts'
import type { OwnProcess } from '../../ports/own-process.ts'

/** This process as the operating system knows it. */
export const ownProcess: OwnProcess = {
  pid: process.pid,
  // The schema's limit; no host has a longer name.
  machine: hostname().slice(0, 255),
  isRunning(pid) {
    try {
      // Signal 0 is never delivered: it only asks whether it could be.
      process.kill(pid, 0)
      return true
    } catch (error) {
      // EPERM: it is there, and somebody else's.
      return codeOf(error) !== 'ESRCH'
    }
  },
}
