import { posix, win32 } from 'node:path'
import type { ScanRoots } from '../ports/scanner.ts'
import type { ToolPlaces } from '../ports/tool-places.ts'

type Where = Pick<ToolPlaces, 'platform' | 'home' | 'environment'>

/** What the home folder has under the same name on every system. */
const atHome: readonly string[] = [
  '.npmrc', // https://docs.npmjs.com/cli/v11/configuring-npm/npmrc
  '.yarnrc.yml',
  '.netrc', // https://everything.curl.dev/usingcurl/netrc.html
  '.git-credentials', // https://git-scm.com/docs/git-credential-store
  '.gitconfig',
  '.pypirc',
  '.pulumi/credentials.json', // sdk/go/common/workspace/creds.go of pulumi/pulumi
  '.docker/config.json', // https://docs.docker.com/reference/cli/docker/#docker-cli-configuration-file-configjson-properties
  '.grafbase/credentials.json', // cli/src of grafbase/grafbase
  '.gitpod/config.yaml', // components/local-app of gitpod-io/gitpod
  '.moderne/cli/moderne.yml', // where `mod config moderne login` keeps its token
  '.cargo/credentials.toml',
  '.aws/credentials',
  '.terraform.d/credentials.tfrc.json',
]

const shells: readonly string[] = [
  '.profile',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.zlogin',
  '.kshrc',
]

/** Variables that name another file, or with what follows the folder that it is in. */
const byVariable: readonly (readonly [string, ...string[]])[] = [
  ['NPM_CONFIG_USERCONFIG'],
  ['npm_config_userconfig'],
  ['NETRC'],
  ['PULUMI_HOME', 'credentials.json'],
  ['GH_CONFIG_DIR', 'hosts.yml'],
  ['GLAB_CONFIG_DIR', 'config.yml'],
  ['DOCKER_CONFIG', 'config.json'],
  ['CARGO_HOME', 'credentials.toml'],
  ['AWS_SHARED_CREDENTIALS_FILE'],
  ['ZDOTDIR', '.zshrc'],
  ['ZDOTDIR', '.zshenv'],
]

/** The files in which the tools of a person who works on this computer keep their secrets, if they are there. */
export function wellKnown({ platform, home, environment }: Where): ScanRoots {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix
  const named = (variable: string): string[] => {
    const value = environment[variable]
    return value !== undefined && isAbsolute(value) ? [value] : []
  }
  const moved = byVariable.flatMap(([variable, ...rest]) => named(variable).map((value) => join(value, ...rest)))
  const config = named('XDG_CONFIG_HOME')[0] ?? join(home, '.config')
  const system = systemFiles(
    platform,
    join(home),
    { roaming: named('APPDATA')[0], local: named('LOCALAPPDATA')[0] },
    join,
  )
  const files = [...atHome, ...(platform === 'win32' ? [] : shells)].map((name) => join(home, ...name.split('/')))
  return {
    files: [...new Set([...files, ...moved, ...system])],
    // gh, glab, git and many others keep theirs below it; Windows and macOS have it too where tools were ported.
    folders: [],
    maybe: [config],
    named: [{ folder: home, begin: '.env' }],
  }
}

function systemFiles(
  platform: string,
  home: string,
  data: { readonly roaming: string | undefined; readonly local: string | undefined },
  join: (...parts: string[]) => string,
): string[] {
  switch (platform) {
    case 'win32': {
      const roaming = data.roaming ?? join(home, 'AppData', 'Roaming')
      const local = data.local ?? join(home, 'AppData', 'Local')
      return [
        join(home, '_netrc'),
        join(roaming, 'GitHub CLI', 'hosts.yml'),
        join(local, 'glab-cli', 'config.yml'),
        join(home, 'Documents', 'PowerShell', 'Microsoft.PowerShell_profile.ps1'),
        join(home, 'Documents', 'WindowsPowerShell', 'Microsoft.PowerShell_profile.ps1'),
      ]
    }
    case 'darwin':
      return [join(home, 'Library', 'Application Support', 'glab-cli', 'config.yml')]
    default:
      return []
  }
}

/** Folders of a system whose files are none: what the kernel makes up when it is asked, some of it without an end. */
export function noFiles(platform: string): readonly string[] {
  return platform === 'win32' || platform === 'darwin' ? [] : ['/proc', '/sys', '/dev']
}
