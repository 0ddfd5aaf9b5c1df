import type { Entries } from './entries.ts'
import { linesOf } from './lines.ts'

const setting = /^(?:export\s+|set\s+|\$env:)?([A-Za-z_][\w.-]*)\s*=(.*)$/i
/** As in a header, or in YAML. */
const header = /^([A-Za-z][\w-]*):\s+(?:(?:bearer|basic|token)\s+)?(\S+)$/i
const quoted = /^(["'`])(.*)\1[;,]?$/

/** Pasted text: in each line a value, `NAME=value` with or without `export`, or `name: value`. `#` begins a comment. */
export function readPlainText(text: string, entries: Entries): void {
  for (const { line, text: raw } of linesOf(text)) {
    const written = raw.trim()
    if (written === '' || written.startsWith('#')) continue
    const match = setting.exec(written) ?? header.exec(written)
    const name = match?.[1] ?? null
    const value = (match?.[2] ?? written).replace(/(?<!\s)\s+#.*$/, '').trim()
    entries.add({ value: quoted.exec(value)?.[2] ?? value.replace(/;$/, ''), entry: name, name, line })
  }
}
