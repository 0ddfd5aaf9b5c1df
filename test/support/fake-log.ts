import type { Log, LogFields } from '#main/ports/log'

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: LogFields
}

/** A log that keeps its lines for a test to look at. */
export class FakeLog implements Log {
  readonly lines: LogLine[] = []

  info(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', message, fields })
  }

  warn(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', message, fields })
  }

  error(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', message, fields })
  }

  /** Everything that was logged, as text: for "no secret is in here". */
  text(): string {
    return this.lines.map((line) => JSON.stringify(line)).join('\n')
  }
}
