import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptArguments, profileArgument, profileArguments } from '#main/adapters/node/profile-argument'

const read = (...args: string[]) => profileArgument(['/opt/keyrack/keyrack', ...args])
const kept = (...args: string[]) => keptArguments(['/opt/keyrack/keyrack', ...args])

describe('the vault that a start asks for', () => {
  it.each([
    ['nothing', [], 'default'],
    ['one word', ['--profile=work'], 'work'],
    ['two words', ['--profile', 'work'], 'work'],
    ['the default by its name', ['--profile=Default'], 'Default'],
    ['spaces', ['--profile= Acme   Corp '], 'Acme Corp'],
    ['Electron and the app before it', ['/opt/app', '--no-sandbox', '--profile=home'], 'home'],
    ['the same twice', ['--profile=work', '--profile', 'WORK'], 'work'],
    ['another option', ['--profiles=work', '--profile-directory=work', '-profile=work'], 'default'],
    ['what comes after the end of all options', ['--', '--profile=work'], 'default'],
  ])('is told by %s', (_what, args, name) => expect(read(...args)).toEqual({ name }))

  it('is not read from the path of the program', () => {
    expect(profileArgument(['--profile=work'])).toEqual({ name: 'default' })
  })

  it.each([
    ['no name', ['--profile'], /needs the name of a vault, such as --profile=work\.$/],
    ['an empty name', ['--profile='], /needs the name/],
    ['an option for a name', ['--profile', '--no-sandbox'], /needs the name/],
    ['the end of all options for a name', ['--profile', '--', 'work'], /needs the name/],
    ['a path', ['--profile=../../etc'], /letters \(a to z\)/],
    ['a path in two words', ['--profile', '/etc'], /letters \(a to z\)/],
    ['a device of Windows', ['--profile=nul'], /Windows keeps this name/],
    ['a long name', [`--profile=${'x'.repeat(41)}`], /at most 40 characters/],
    ['two names', ['--profile=work', '--profile=home'], /once/],
    ['a good name and none', ['--profile=work', '--profile='], /once/],
  ])('is refused with a sentence: %s', (_what, args, sentence) => {
    expect(read(...args)).toHaveProperty('refused', expect.stringMatching(sentence))
  })

  it('is never repeated in a refusal: it could hold control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (typed) => {
        const answer = read(`--profile=${typed}\u001b[2J`)
        expect('refused' in answer && /^[ -~]+$/.test(answer.refused)).toBe(true)
      }),
    )
  })

  it('is what another start is given', () => {
    expect(read(...profileArguments('Acme Corp'))).toEqual({ name: 'Acme Corp' })
    expect(profileArguments('default')).toEqual([])
  })
})

describe('what another start keeps of the arguments', () => {
  it('is how windows are shown and which keystore is asked', () => {
    const args = ['--ozone-platform=wayland', '--force-device-scale-factor=1.5', '--password-store=gnome-libsecret']
    expect(kept('/opt/app', ...args, '--profile=work')).toEqual(args)
  })

  it.each([
    '--profile=work',
    '--no-sandbox',
    '--inspect=9229',
    '--inspect-brk',
    '--remote-debugging-port=9222',
    '--remote-allow-origins=*',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp/x',
    '--require=/tmp/x.js',
    '--gpu-launcher=/tmp/x',
    '--renderer-cmd-prefix=/tmp/x',
    '--user-data-dir=/tmp/x',
    '--ignore-certificate-errors',
    '--proxy-server=127.0.0.1:1',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--log-net-log=/tmp/x',
    '--password-store=basic',
    '--ozone-platform=x11 --no-sandbox',
    '--lang=en\n--no-sandbox',
    '/opt/app',
    'work',
  ])('is not %j', (argument) => expect(kept(argument)).toEqual([]))

  it('is nothing behind the end of all options', () => expect(kept('--', '--disable-gpu')).toEqual([]))
})
