import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { codeOf } from '../../ports/file-errors.ts'

const mostIndexBytes = 268_435_456

/** Does git track this file? Its index is read, and no program is run. `maybe` where the index cannot be understood. */
export async function isTracked(path: string): Promise<'yes' | 'no' | 'maybe'> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const git = await gitFolderOf(folder)
    if (git !== null) return indexNames(git, relative(folder, path).split(sep).join('/'))
    if (dirname(folder) === folder) return 'no'
  }
}

/** A working tree of its own, and a submodule, have a file `.git` that says where the folder is. */
async function gitFolderOf(folder: string): Promise<string | null> {
  const path = join(folder, '.git')
  try {
    if ((await stat(path)).isDirectory()) return path
    const said = /^gitdir: (.+)$/m.exec(await readFile(path, 'utf8'))?.[1]
    return said === undefined ? null : resolve(folder, said.trim())
  } catch {
    return null
  }
}

async function indexNames(git: string, name: string): Promise<'yes' | 'no' | 'maybe'> {
  try {
    const path = join(git, 'index')
    if ((await stat(path)).size > mostIndexBytes) return 'maybe'
    return inIndex(await readFile(path), name)
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'no' : 'maybe'
  }
}

/**
 * An entry ends with its name and a zero; its flags, with the name's length, stand before that, in versions 3 and up with two
 * more bytes between. Version 4 shortens names. https://git-scm.com/docs/index-format
 */
function inIndex(index: Buffer, name: string): 'yes' | 'no' | 'maybe' {
  if (index.length < 12 || index.toString('latin1', 0, 4) !== 'DIRC') return 'maybe'
  const version = index.readUInt32BE(4)
  if (version !== 2 && version !== 3) return 'maybe'
  const wanted = Buffer.from(`${name}\0`)
  const length = Math.min(wanted.length - 1, 0xfff)
  for (let at = index.indexOf(wanted); at !== -1; at = index.indexOf(wanted, at + 1)) {
    const hasLength = [2, 4].some((before) => at >= 12 + before && (index.readUInt16BE(at - before) & 0xfff) === length)
    if (hasLength) return 'yes'
  }
  return 'no'
}
