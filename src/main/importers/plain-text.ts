import type { Entries } from './entries.ts'

const setting = /^(?:export\s+|set\s+|\$env:)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/i
const quoted = /^(["'`])(.*)\1$/

/** Pasted text: in each line a value, or `NAME=value` with or without `export` and quotes. `#` begins a comment. */
export function readPlainText(text: string, entries: Entries): void {
  for (const [number, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const written = raw.trim()
    if (written === '' || written.startsWith('#')) continue
    const line = number + 1
    const match = setting.exec(written)
    const name = match?.[1] ?? null
    const value = (match?.[2] ?? written).replace(/\s+#.*$/, '').replace(/;$/, '')
    entries.add({ value: quoted.exec(value)?.[2] ?? value, entry: name, name, line })
  }
}
