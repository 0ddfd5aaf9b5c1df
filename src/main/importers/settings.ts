import { formats, type Format } from '../formats/index.ts'
import type { Entries } from './entries.ts'
import { checkSettings, lineFinder, linesOf } from './lines.ts'

export interface Setting {
  readonly name: string
  readonly value: string
  /** The line it begins in, and the one it ends in; the first is 1. */
  readonly line: number
  readonly lastLine: number
}

/** The values of a tool's file, in their order: what a place's reader finds in it, and what it would write. */
export function settingsOf(text: string, format: Format): readonly Setting[] {
  checkSettings(text)
  // Those readers count bytes.
  const file = Buffer.from(text).toString('latin1')
  const lineOf = lineFinder(file)
  return formats[format](file).map(({ name, text: value, start, end }) => ({
    name: utf8(name),
    value: utf8(value),
    line: lineOf(start),
    lastLine: lineOf(end - 1),
  }))
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8')

/** Every setting that may be a secret, of files that no reader of their own is for. */
export function readSettings(settings: readonly Setting[], entries: Entries): void {
  for (const { name, value, line } of settings) offerSetting(name.split(' > '), { value, line }, entries)
}

const host = /^(?:https?:\/\/\S+|localhost(?::\d+)?|(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}(?::\d+)?)$/i

/** Takes a setting if it may be a secret. Tools keep what they sign in with below the host that it is for. */
export function offerSetting(
  keys: readonly string[],
  { value, line }: Pick<Setting, 'value' | 'line'>,
  entries: Entries,
): void {
  const label = keys.at(-1) ?? ''
  const service = keys.slice(0, -1).findLast((key) => host.test(key)) ?? null
  entries.offer({ value, entry: keys.join(' > '), name: label, label, service, line })
}

const written = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=(.*)$/

/** `.env` files and those of shells. What readers of such files do not agree about is left out. */
export function readEnv(text: string, format: 'env' | 'shell', entries: Entries): void {
  const read = new Set<number>()
  for (const { name, value, line, lastLine } of settingsOf(text, format)) {
    for (let at = line; at <= lastLine; at += 1) read.add(at)
    entries.offer({ value, entry: name, name, label: name, line })
  }
  for (const { line, text: raw } of linesOf(text)) {
    const [, entry, value] = (read.has(line) ? null : written.exec(raw)) ?? []
    if (entry === undefined || value === undefined) continue
    const isEmpty = /^[ \t]*(?:#|''|""|$)/.test(value)
    entries.leaveOut(isEmpty ? 'no-secret' : value.includes('$') ? 'elsewhere' : 'not-understood', { entry, line })
  }
}
