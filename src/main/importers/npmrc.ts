// The format of npm's configuration files, as npm's own `ini` and `@npmcli/config` packages read it. Nothing else of INI is
// needed: what stands in sections is none of npm's settings, and no setting about registries is a list.

/** Settings by their names; what is written twice counts as it was written last. */
export type NpmSettings = ReadonlyMap<string, string>

/** The settings of a file, with references to the environment as they are written. Lines that are none are left out. */
export function parseNpmrc(text: string): NpmSettings {
  const settings = new Map<string, string>()
  for (const line of text.replace(/^\uFEFF/, '').split(/[\r\n]+/)) {
    if (/^\s*(?:[;#]|$)/.test(line)) continue
    if (/^\[[^\]]*\]\s*$/.test(line)) break
    const at = line.indexOf('=')
    if (at === 0) continue
    const key = plain(at === -1 ? line : line.slice(0, at))
    const value = at === -1 ? 'true' : plain(line.slice(at + 1))
    settings.set(key, value === 'null' ? '' : value)
  }
  return settings
}

/** Quoted text is JSON; in other text `;` and `#` begin a comment, unless a backslash stands before them. */
function plain(text: string): string {
  const trimmed = text.trim()
  const quote = trimmed.at(0)
  if ((quote === '"' || quote === "'") && trimmed.endsWith(quote)) {
    const inside = quote === "'" ? trimmed.slice(1, -1) : trimmed
    return fromJson(inside)
  }
  let read = ''
  for (let at = 0; at < trimmed.length; at += 1) {
    const sign = trimmed.charAt(at)
    const next = trimmed.charAt(at + 1)
    if (sign === '\\' && next !== '' && '\\;#'.includes(next)) {
      read += next
      at += 1
    } else if (sign === ';' || sign === '#') break
    else read += sign
  }
  return read.trim()
}

function fromJson(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : String(value)
  } catch {
    return text
  }
}

/** A setting with the environment in it, and the first variable that it names and that is not set. */
export interface Filled {
  readonly text: string
  readonly unset: string | undefined
}

/**
 * Puts the environment's values in place of `${NAME}`, as npm does: `${NAME?}` is empty where it is not set, other names
 * stay as they are, and a backslash before it means the text itself.
 */
export function fillIn(text: string, environment: Readonly<Record<string, string | undefined>>): Filled {
  let unset: string | undefined
  const filled = text.replace(
    /(?<!\\)(\\*)\$\{([^${}?]+)(\?)?\}/g,
    (whole: string, slashes: string, name: string, isOptional: string | undefined) => {
      if (slashes.length % 2 === 1) return whole.slice((slashes.length + 1) / 2)
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined
      if (value === undefined && isOptional === undefined) unset ??= name
      return slashes.slice(slashes.length / 2) + (value ?? (isOptional === undefined ? `\${${name}}` : ''))
    },
  )
  return { text: filled, unset }
}
