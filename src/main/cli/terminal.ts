import { closeSync, openSync, writeSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import { Secret } from '../ports/secret.ts'
import { Ended, exits, interrupted } from './exit.ts'
import { plain } from './output/plain.ts'

/** Where a command reads and writes. Standard output carries the result and nothing else. */
export interface Terminal {
  /**
   * Writes to standard output; resolves when it is handed over. What nobody reads any more is dropped. Throws Ended where it
   * cannot be written, such as to a full disk.
   */
  write(text: string): Promise<void>
  /** One line on standard error. */
  say(line: string): void
  /** Shows how far something has come: one line that is written over, on a terminal only. Empty: takes it away. */
  progress(line: string): void
  /** Is standard output a terminal, and how wide is it? */
  readonly isTerminal: boolean
  readonly columns: number
  /** May colours be written to standard output? */
  colours(wanted: boolean): boolean
  /** The environment as the person gave it. */
  readonly environment: NodeJS.ProcessEnv
  /** Where the output of another program is passed on to. */
  readonly streams: { readonly out: NodeJS.WritableStream; readonly err: NodeJS.WritableStream }
  /** Everything on standard input. Throws Ended when it is a terminal and `sentence` says what belongs there. */
  input(sentence: string): Promise<Buffer>
  /** Is standard input a terminal? */
  readonly isInputTerminal: boolean
  /**
   * Asks on the person's own terminal, whatever standard input is, and shows nothing of the answer. Null where there is no
   * terminal. Throws Ended when the person interrupts it.
   */
  ask(question: string): Promise<Secret | null>
  /**
   * Asks the same way for a yes or a no, and shows what is typed; anything but a yes is a no. Null where there is no terminal.
   * Throws Ended when the person interrupts it.
   */
  confirm(question: string): Promise<boolean | null>
  /** Is there a terminal that somebody could be asked on? */
  isAttended(): boolean
  /** Shows lines on the person's own terminal, and never in a pipe or a file. False where there is no terminal. */
  show(lines: string): boolean
}

/** More than any secret or list that is read from standard input. */
const mostInput = 16 * 1024 * 1024

/**
 * The terminal of this process. `environment`: as it was when the process began. `signal`: ends what waits for somebody to type
 * or for standard input.
 */
export function createTerminal(own: NodeJS.Process, environment: NodeJS.ProcessEnv, signal: AbortSignal): Terminal {
  let gone = false
  let shown = false
  // Who writes hears of it by the call; without a listener the process would end with the stack of the error.
  own.stdout.on('error', () => undefined)
  own.stderr.on('error', () => undefined)
  const clear = (): void => {
    if (shown) own.stderr.write('\r\u001b[K')
    shown = false
  }
  /** `isShown`: the terminal shows what is typed. */
  const typed = async (question: string, isShown: boolean): Promise<Secret | null> => {
    clear()
    const opened = openOwnTerminal(own)
    if (opened === null) return null
    try {
      const prompt = (text: string): void => {
        // Standard error may be a file: a question that nobody sees is waited for in vain.
        if (own.stderr.isTTY) own.stderr.write(text)
        else writeToOwnTerminal(own.platform, text)
      }
      return await readLine(opened.stream, { prompt, question, isShown, signal })
    } finally {
      opened.close()
    }
  }
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        if (gone || text === '') resolve()
        else {
          own.stdout.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
            if (!error) return resolve()
            // A reader such as `head` takes what it wants: that is no failure. On Windows the pipe says EOF.
            gone = error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED'
            if (gone) resolve()
            else reject(new Ended(exits.internal, `The result could not be written (${error.code ?? error.name}).`))
          })
        }
      }),
    say(line) {
      clear()
      // Names of accounts and what was typed are in it: a terminal must not obey them.
      own.stderr.write(`${line.split('\n').map(plain).join('\n')}\n`)
    },
    progress(line) {
      if (!own.stderr.isTTY || own.env['TERM'] === 'dumb') return
      clear()
      if (line === '') return
      own.stderr.write(line.slice(0, Math.max(20, own.stderr.columns - 1)))
      shown = true
    },
    isTerminal: own.stdout.isTTY,
    get columns() {
      return own.stdout.isTTY ? own.stdout.columns : 0
    },
    colours: (wanted) => wanted && own.stdout.isTTY && own.env['TERM'] !== 'dumb' && (own.env['NO_COLOR'] ?? '') === '',
    environment,
    streams: { out: own.stdout, err: own.stderr },
    isInputTerminal: own.stdin.isTTY,
    async input(sentence) {
      if (own.stdin.isTTY) throw new Ended(exits.usage, sentence)
      const chunks: Buffer[] = []
      let size = 0
      const stop = (): void => void own.stdin.destroy(interrupted())
      signal.addEventListener('abort', stop)
      if (signal.aborted) throw interrupted()
      for await (const chunk of own.stdin as AsyncIterable<Buffer>) {
        chunks.push(chunk)
        size += chunk.length
        if (size > mostInput) throw new Ended(exits.usage, 'There is too much on standard input.')
      }
      signal.removeEventListener('abort', stop)
      return Buffer.concat(chunks)
    },
    ask: (question) => typed(question, false),
    async confirm(question) {
      const answer = await typed(question, true)
      return answer === null ? null : answer.use((text) => /^y(es)?$/i.test(text.trim()))
    },
    isAttended() {
      const opened = openOwnTerminal(own)
      opened?.close()
      return opened !== null
    },
    show(lines) {
      clear()
      if (own.stderr.isTTY) own.stderr.write(lines)
      else if (own.stdout.isTTY) own.stdout.write(lines)
      else return writeToOwnTerminal(own.platform, lines)
      return true
    },
  }
}

function writeToOwnTerminal(platform: string, lines: string): boolean {
  if (platform === 'win32') return false
  try {
    const descriptor = openSync('/dev/tty', 'w')
    try {
      writeSync(descriptor, lines)
    } finally {
      closeSync(descriptor)
    }
    return true
  } catch {
    return false
  }
}

/** The keyboard of whoever sits there, also when standard input is a pipe. Null where nobody does. */
function openOwnTerminal(own: NodeJS.Process): { readonly stream: ReadStream; close(): void } | null {
  if (own.stdin.isTTY) return { stream: own.stdin, close: () => own.stdin.pause() }
  if (own.platform === 'win32') return null
  try {
    const descriptor = openSync('/dev/tty', 'r')
    try {
      const stream = new ReadStream(descriptor)
      return { stream, close: () => stream.destroy() }
    } catch {
      closeSync(descriptor)
      return null
    }
  } catch {
    return null
  }
}

const keys = {
  interrupt: 3,
  end: 4,
  backspace: 8,
  lineFeed: 10,
  enter: 13,
  clear: 21,
  escape: 27,
  delete: 127,
} as const

interface Asking {
  readonly prompt: (text: string) => void
  readonly question: string
  readonly isShown: boolean
  readonly signal: AbortSignal
}

/**
 * Reads a line in raw mode: the terminal itself shows none of it, and what is shown is written by hand. Throws Ended when it is
 * interrupted, or when the terminal goes.
 */
function readLine(stream: ReadStream, { prompt, question, isShown, signal }: Asking): Promise<Secret> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(interrupted())
      return
    }
    const typed: number[] = []
    // First of all: whoever types as soon as the question is there would see what is typed.
    stream.setRawMode(true)
    prompt(question)
    const done = (end: () => void): void => {
      signal.removeEventListener('abort', stop)
      stream.off('data', take).off('end', stop).off('error', stop)
      if (!stream.destroyed) stream.setRawMode(false).pause()
      prompt('\n')
      end()
      typed.fill(0)
    }
    const stop = (): void => done(() => reject(interrupted()))
    const take = (chunk: Buffer): void => {
      // Arrow keys and the like come as one chunk that begins with an escape: they are no part of a passphrase.
      if (chunk[0] === keys.escape) return
      for (const byte of chunk) {
        switch (byte) {
          case keys.interrupt:
            stop()
            return
          case keys.enter:
          case keys.lineFeed:
          case keys.end:
            done(() => resolve(new Secret(Uint8Array.from(typed))))
            return
          case keys.backspace:
          case keys.delete:
            if (isShown && typed.length > 0) prompt('\b \b')
            removeCharacter(typed)
            break
          case keys.clear:
            if (isShown) prompt('\b \b'.repeat(typed.length))
            typed.fill(0)
            typed.length = 0
            break
          default:
            // What is shown is a yes or a no: letters of one byte each.
            if (byte < 32 || (isShown && byte > 126)) break
            typed.push(byte)
            if (isShown) prompt(String.fromCharCode(byte))
        }
      }
    }
    signal.addEventListener('abort', stop)
    stream.on('data', take).once('end', stop).once('error', stop)
    stream.resume()
  })
}

/** Takes the last character away: one byte, and those of UTF-8 that go on with it. */
function removeCharacter(bytes: number[]): void {
  let last = bytes.pop()
  while (last !== undefined && (last & 0xc0) === 0x80) last = bytes.pop()
}
