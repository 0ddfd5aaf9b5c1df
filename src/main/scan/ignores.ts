import ignore, { type Ignore } from 'ignore'

/** Files that say what is left out below their folder, as git understands them. */
export const ignoreFiles: readonly string[] = ['.gitignore', '.ignore']

/** A larger one is no list that a person has written. */
export const mostIgnoreBytes = 262_144

interface Rule {
  /** Of how many signs the path of its folder is, with the separator behind it. */
  readonly from: number
  readonly rules: Ignore
}

/** What the ignore files of a folder, and of those above it, leave out. A deeper one has the last word. */
export class Ignores {
  readonly #rules: readonly Rule[]
  readonly #separator: string

  constructor(separator: string, rules: readonly Rule[] = []) {
    this.#separator = separator
    this.#rules = rules
  }

  /** The same with those of a folder on the way down. */
  with(folder: string, text: string): Ignores {
    const from = folder.endsWith(this.#separator) ? folder.length : folder.length + 1
    return new Ignores(this.#separator, [...this.#rules, { from, rules: ignore().add(text) }])
  }

  /** Is this file, or folder, left out? Those above it are not. */
  has(path: string, isFolder: boolean): boolean {
    for (let at = this.#rules.length - 1; at >= 0; at -= 1) {
      const rule = this.#rules[at]
      if (rule === undefined) break
      const below = path.slice(rule.from).replaceAll(this.#separator, '/')
      const { ignored, unignored } = rule.rules.test(isFolder ? `${below}/` : below)
      if (ignored) return true
      if (unignored) return false
    }
    return false
  }
}
