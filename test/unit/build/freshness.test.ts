import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newestChange } from '#build/freshness'
import { temporaryFolder } from './temporary-folder.ts'

/** A folder `src` with a folder and two files, all changed at second 100. */
function sources(): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true })
  writeFileSync(join(folder, 'src', 'a.ts'), '')
  writeFileSync(join(folder, 'src', 'deep', 'b.ts'), '')
  for (const path of ['src/deep/b.ts', 'src/a.ts', 'src/deep', 'src']) utimesSync(join(folder, path), 100, 100)
  return join(folder, 'src')
}

describe('the latest change under a folder', () => {
  it('is that of the newest file, however deep', () => {
    const src = sources()
    expect(newestChange([src])).toBe(100_000)
    utimesSync(join(src, 'deep', 'b.ts'), 200, 200)
    expect(newestChange([src])).toBe(200_000)
  })

  it('moves when a file is deleted', () => {
    const src = sources()
    rmSync(join(src, 'deep', 'b.ts'))
    expect(newestChange([src])).toBeGreaterThan(100_000)
  })

  it('is 0 for what does not exist', () => {
    expect(newestChange([join(temporaryFolder(), 'nothing')])).toBe(0)
  })
})
