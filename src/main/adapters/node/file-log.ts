import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../ports/clock.ts'
import type { Log, LogFields } from '../../ports/log.ts'
import { redact } from './redact.ts'

const maxBytes = 1024 * 1024

/**
 * A log file of one JSON line an entry, `<folder>/keyrack.log`, at most 1 MiB plus one older file. Lines are masked here,
 * at the sink, so that every writer is covered. A log that cannot be written is dropped: it must never stop the app.
 */
export function createFileLog(folder: string, clock: Clock): Log {
  const file = join(folder, 'keyrack.log')
  let ready = false

  function write(level: 'info' | 'warn' | 'error', message: string, fields: LogFields = {}): void {
    const line = redact(JSON.stringify({ ...fields, message, level })) + '\n'
    const stamped = `${new Date(clock.now()).toISOString()} ${line}`
    try {
      if (!ready) mkdirSync(folder, { recursive: true, mode: 0o700 })
      ready = true
      turnOver()
      appendFileSync(file, stamped, { mode: 0o600 })
    } catch {
      ready = false
    }
  }

  function turnOver(): void {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    if (size > maxBytes) renameSync(file, `${file}.1`)
  }

  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  }
}
