import { describe, expect, it } from 'vitest'
import { formatOf } from '#main/places/index'
import { noFiles, wellKnown } from '#main/scan/index'

const at = (platform: string, home: string, environment: Readonly<Record<string, string>> = {}) =>
  wellKnown({ platform, home, environment })

describe('the files in which tools keep their secrets', () => {
  it('are in the home folder, the folder of configurations and the files of the shells', () => {
    const { files, maybe, named, folders } = at('linux', '/home/ada')
    expect(files).toEqual(
      expect.arrayContaining([
        '/home/ada/.npmrc',
        '/home/ada/.netrc',
        '/home/ada/.git-credentials',
        '/home/ada/.pulumi/credentials.json',
        '/home/ada/.docker/config.json',
        '/home/ada/.grafbase/credentials.json',
        '/home/ada/.gitpod/config.yaml',
        '/home/ada/.moderne/cli/moderne.yml',
        '/home/ada/.zshrc',
      ]),
    )
    expect(maybe).toEqual(['/home/ada/.config'])
    expect(named).toEqual([{ folder: '/home/ada', begin: '.env' }])
    expect(folders).toEqual([])
  })

  it('are where the environment says, too', () => {
    const { files, maybe } = at('linux', '/home/ada', {
      PULUMI_HOME: '/srv/pulumi',
      NPM_CONFIG_USERCONFIG: '/srv/npmrc',
      XDG_CONFIG_HOME: '/srv/config',
      GH_CONFIG_DIR: 'relative',
    })
    expect(files).toEqual(expect.arrayContaining(['/srv/pulumi/credentials.json', '/srv/npmrc']))
    expect(files.filter((path) => path.includes('relative'))).toEqual([])
    expect(maybe).toEqual(['/srv/config'])
  })

  it('are in other folders on macOS and Windows', () => {
    expect(at('darwin', '/Users/ada').files).toContain('/Users/ada/Library/Application Support/glab-cli/config.yml')
    const { files, maybe } = at('win32', 'C:\\Users\\ada', { APPDATA: 'D:\\Roaming' })
    expect(files).toContain('D:\\Roaming\\GitHub CLI\\hosts.yml')
    expect(files).toContain('C:\\Users\\ada\\AppData\\Local\\glab-cli\\config.yml')
    expect(files).toContain('C:\\Users\\ada\\_netrc')
    expect(files).toContain('C:\\Users\\ada\\.pulumi\\credentials.json')
    expect(files.filter((path) => path.includes('bashrc'))).toEqual([])
    expect(maybe).toEqual(['C:\\Users\\ada\\.config'])
  })

  it('are each named once, and most of them are of a kind that Keyrack can write', () => {
    const { files } = at('linux', '/home/ada', { NPM_CONFIG_USERCONFIG: '/home/ada/.npmrc' })
    expect(new Set(files).size).toBe(files.length)
    expect(files.filter((path) => formatOf(path) === null)).toEqual(['/home/ada/.gitconfig'])
  })

  it('are not what a kernel makes up', () => {
    expect(noFiles('linux')).toContain('/proc')
    expect(noFiles('win32')).toEqual([])
  })
})
