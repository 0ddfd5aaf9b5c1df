import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autostartEntry, entryState } from '#main/adapters/node/autostart-entry'
import { isHiddenStart } from '#main/adapters/node/start-argument'

/** What a desktop reads out of the line, by the rules of the desktop entry specification. */
function commandIn(content: string): string[] {
  const line = content.split('\n').find((one) => one.startsWith('Exec=')) ?? ''
  const value = line.slice(5).replace(/\\([sntr\\])/g, (_, letter: string) => {
    return { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }[letter] ?? ''
  })
  const quoted = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/gsu)].map(([, inner = '']) => inner)
  expect(value.replace(/"(?:[^"\\]|\\.)*"/gsu, '').trim()).toBe('')
  return quoted.map((inner) => inner.replace(/\\(["`$\\])/g, '$1').replaceAll('%%', '%'))
}

const entry = { name: 'Keyrack', command: ['/opt/Key rack/keyrack', '--profile=my work'] }

describe('the file that a Linux desktop starts Keyrack by', () => {
  it('has the program started with its arguments, in the background', () => {
    expect(autostartEntry(entry)).toContain('Exec="/opt/Key rack/keyrack" "--profile=my work" "--hidden"\n')
    expect(commandIn(autostartEntry(entry))).toEqual([...entry.command, '--hidden'])
  })

  it('brings any path and argument to the program as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 4 }), (command) => {
        const content = autostartEntry({ name: 'Keyrack', command })
        expect(commandIn(content)).toEqual([...command, '--hidden'])
        expect(content.split('\n')).toHaveLength(9)
        expect(entryState(content, command)).toBe('on')
      }),
    )
  })

  it('lets no name begin another line', () => {
    expect(autostartEntry({ ...entry, name: 'a\nExec=evil' }).split('\n')).toHaveLength(9)
  })

  it('is known as switched off when the desktop has done so', () => {
    const content = autostartEntry(entry)
    expect(entryState(content, entry.command)).toBe('on')
    expect(entryState(`${content}Hidden=true\n`, entry.command)).toBe('blocked')
    expect(entryState(content.replace('enabled=true', 'enabled=false'), entry.command)).toBe('blocked')
  })

  it('is known as another program’s', () => {
    expect(entryState(autostartEntry(entry), ['/usr/bin/keyrack'])).toBe('another')
    expect(entryState('', entry.command)).toBe('another')
  })
})

describe('a start in the background', () => {
  it('is asked for by one argument, and not behind the end of the arguments', () => {
    expect(isHiddenStart(['/opt/keyrack', '--hidden'])).toBe(true)
    expect(isHiddenStart(['/opt/keyrack', '--profile=work', '--hidden'])).toBe(true)
    expect(isHiddenStart(['/opt/keyrack'])).toBe(false)
    expect(isHiddenStart(['/opt/keyrack', '--', '--hidden'])).toBe(false)
  })
})
