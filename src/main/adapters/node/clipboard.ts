import { spawn } from 'node:child_process'
import type { Clipboard } from '../../ports/desktop.ts'
import { Failure } from '../../ports/failure.ts'

/** A program of the system's and its arguments. */
type Command = readonly [program: string, ...args: string[]]

interface Tools {
  readonly write: Command
  readonly read: Command
  /** Absent where writing nothing clears it. */
  readonly clear?: Command
}

/** More than a clipboard has that is compared with a secret. */
const mostRead = 1024 * 1024

/**
 * The clipboard of the desktop through its own small programs: wl-clipboard on Wayland, xclip or xsel on X11, pbcopy on
 * macOS, clip and PowerShell on Windows. The value goes through a pipe and is no argument. Throws Failure('clipboard-failed')
 * where there is no such program, or no desktop.
 */
export function createSystemClipboard(platform: string, environment: NodeJS.ProcessEnv): Clipboard {
  let found: Tools | null = null
  /** The first that is there; xclip and xsel are asked in turn. */
  const withTools = async <T>(action: (tools: Tools) => Promise<T>): Promise<T> => {
    const choices = found === null ? toolsFor(platform, environment) : [found]
    for (const tools of choices) {
      try {
        const result = await action(tools)
        found = tools
        return result
      } catch (error) {
        if (!isNotThere(error)) throw new Failure('clipboard-failed')
      }
    }
    throw new Failure('clipboard-failed', { code: 'no-tool' })
  }
  const write = async (value: string): Promise<void> => {
    await withTools((tools) => run(tools.write, encoded(value, platform)))
  }
  return {
    readText: () => withTools(async ({ read }) => (await run(read, null)).toString('utf8')),
    writeText: write,
    writeSecret: write,
    clear: async () => {
      await withTools((tools) => run(tools.clear ?? tools.write, tools.clear === undefined ? Buffer.alloc(0) : null))
    },
    isReachable: () => true,
  }
}

function toolsFor(platform: string, environment: NodeJS.ProcessEnv): readonly Tools[] {
  if (platform === 'darwin') return [{ write: ['pbcopy'], read: ['pbpaste'] }]
  if (platform === 'win32') {
    const powershell: Command = ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command']
    return [
      {
        write: ['clip.exe'],
        read: [
          ...powershell,
          '[Console]::OutputEncoding=[Text.Encoding]::UTF8;[Console]::Out.Write((Get-Clipboard -Raw))',
        ],
        clear: [...powershell, 'Set-Clipboard -Value $null'],
      },
    ]
  }
  const isSet = (name: string) => (environment[name] ?? '') !== ''
  const wayland: Tools[] = isSet('WAYLAND_DISPLAY')
    ? [
        {
          write: ['wl-copy', '--type', 'text/plain'],
          read: ['wl-paste', '--no-newline'],
          clear: ['wl-copy', '--clear'],
        },
      ]
    : []
  const x11: Tools[] = isSet('DISPLAY')
    ? [
        { write: ['xclip', '-selection', 'clipboard', '-in'], read: ['xclip', '-selection', 'clipboard', '-out'] },
        {
          write: ['xsel', '--clipboard', '--input'],
          read: ['xsel', '--clipboard', '--output'],
          clear: ['xsel', '--clipboard', '--clear'],
        },
      ]
    : []
  return [...wayland, ...x11]
}

/** `clip.exe` takes UTF-16 with its mark, and everything else for the code page of the console. */
function encoded(value: string, platform: string): Buffer {
  return platform === 'win32' ? Buffer.from(`\ufeff${value}`, 'utf16le') : Buffer.from(value, 'utf8')
}

function isNotThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Gives what it wrote. The programs that keep the clipboard alive go on behind us: only the first process is waited for. */
function run([program, ...args]: Command, input: Buffer | null): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // A program that goes on would hold a pipe open, so only what is read gets one.
    const child = spawn(program, args, { stdio: ['pipe', input === null ? 'pipe' : 'ignore', 'ignore'] })
    const chunks: Buffer[] = []
    let size = 0
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostRead) chunks.push(chunk)
    })
    child.once('error', reject)
    // It may end before it has read everything: its exit code tells.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input ?? undefined)
    child.once(input === null ? 'close' : 'exit', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks))
      else reject(new Error(`exit ${String(code)}`))
    })
  })
}
