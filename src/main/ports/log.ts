/** Plain facts for a log line; values are words, numbers and kinds, never secrets or bodies. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>

/** The log. Every line is masked at the sink as a second net; the first is that `Secret` cannot be printed. */
export interface Log {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}
