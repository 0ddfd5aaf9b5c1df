import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, keyrack, passphrase, saying } from './support/keyrack.ts'

describe('what the command line says of what goes wrong', () => {
  it('holds nothing that a terminal would obey', async () => {
    const { exit, err } = await keyrack(['\u001b]0;title\u0007list', '--\u009b2J'])
    expect(exit).toBe(2)
    expect(err).toContain('title')
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })

  it('holds nothing of an error that nobody has foreseen', async () => {
    // Thrown as soon as the command line listens for it.
    const thrown =
      "setInterval(()=>{if(process.listenerCount('uncaughtException')>0)throw(new(Error)('EXAMPLE-secret'))},5)"
    const env = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(thrown)}`,
      KEYRACK_PASSPHRASE: passphrase,
    }
    const { exit, out, err } = await keyrack(['init', '--data', await folder()], { env })
    expect({ exit, out }).toEqual({ exit: 1, out: '' })
    expect(err).toBe('keyrack: Something unforeseen went wrong (Error). That is a fault of Keyrack’s own.\n')
  })

  it('refuses accounts of the vault beside those of the environment, and where nobody is asked', async () => {
    const env = { TOKEN: 'EXAMPLE' }
    const mixed = await keyrack(['audit', '--account', 'pulumi=env:TOKEN', '--account', 'Ada'], { env })
    expect(mixed).toMatchObject({ exit: 2, out: '', err: saying('every --account') })
    expect(await keyrack(['audit', '--account', 'Ada'])).toMatchObject({ exit: 2, out: '', err: saying('--refresh') })
    const pasted = await keyrack(['audit', '--account', 'pulumi=pul-EXAMPLE'])
    expect(pasted).toMatchObject({ exit: 2, out: '' })
    expect(pasted.err).not.toContain('EXAMPLE')
  })

  it('leaves no empty file for a recovery code that was not made', async () => {
    const beside = await folder()
    const args = ['init', '--data', await folder(), '--recovery-file', join(beside, 'code')]
    expect(await keyrack(args, { env: { KEYRACK_PASSPHRASE: 'short' } })).toMatchObject({ exit: 2 })
    expect(await readdir(beside)).toEqual([])
  })
})
