import { hiddenArgument } from './start-argument.ts'

/**
 * The file that desktops on Linux start programs by (https://specifications.freedesktop.org/autostart-spec/latest/,
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/).
 */

export interface AutostartEntry {
  /** What the desktop's list of such programs shows. */
  readonly name: string
  /** The program and its arguments. */
  readonly command: readonly string[]
}

/** The content of the file. */
export function autostartEntry({ name, command }: AutostartEntry): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    `Name=${escaped(name)}`,
    'Comment=Tells of tokens that expire',
    `Exec=${execOf([...command, hiddenArgument])}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** What a file that is there does: nothing, because it is switched off; or starts this command, or another one. */
export function entryState(content: string, command: readonly string[]): 'on' | 'blocked' | 'another' {
  const value = (key: string): string | undefined => {
    const line = content.split(/\r?\n/).find((one) => new RegExp(`^${key}[ \\t]*=`).test(one))
    return line?.slice(line.indexOf('=') + 1).trim()
  }
  if (value('Hidden') === 'true' || value('X-GNOME-Autostart-enabled') === 'false') return 'blocked'
  return value('Exec') === execOf([...command, hiddenArgument]) ? 'on' : 'another'
}

/** Every argument quoted: first as the key Exec wants it, then as any value of the file. */
function execOf(command: readonly string[]): string {
  return escaped(command.map((one) => `"${one.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`).join(' '))
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')
}
