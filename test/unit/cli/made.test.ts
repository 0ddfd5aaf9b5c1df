import { beforeEach, expect, it } from 'vitest'
import { Ended, exits } from '#main/cli/exit'
import { writeMade } from '#main/cli/made'
import type { Session } from '#main/cli/session'
import type { Terminal } from '#main/cli/terminal'
import type { Made } from '#shared/contract'
import type { Run } from '#test/support/app-world'
import { createAtAcme, withAda } from '../app/ada.ts'

let run: Run
let made: Made

/** A token whose secret is stored nowhere: the disk was full once its provider had made it. */
beforeEach(async () => {
  const given = await withAda()
  ;({ run } = given)
  const { service } = given.world
  run.fs.fault = ({ step }) =>
    step === 'create' && service.count('create') > 0 ? { kind: 'fail', code: 'ENOSPC' } : undefined
  made = await createAtAcme(given)
  expect(made.unstoredId).not.toBeNull()
})

const sessionWith = (terminal: Pick<Terminal, 'write' | 'show'>): Session => ({
  app: run.app,
  context: run.app.context,
  terminal: {
    say: () => undefined,
    colours: () => false,
    isTerminal: false,
    columns: 0,
    ...terminal,
  } as Partial<Terminal> as Terminal,
  signal: new AbortController().signal,
  takeSignals: () => undefined,
})

it('shows a secret that could not be stored also where the result cannot be written either', async () => {
  const shown: string[] = []
  const full = new Ended(exits.internal, 'The result could not be written (ENOSPC).')
  const session = sessionWith({ write: () => Promise.reject(full), show: (lines) => shown.push(lines) > 0 })
  await expect(writeMade(session, made, {})).rejects.toBe(full)
  const { value } = await run.call['secret.reveal']({ id: made.unstoredId ?? '' })
  expect(shown.join('')).toContain(value)
})

it('says of a secret that is stored in the end that it is', async () => {
  run.fs.fault = () => undefined
  const written: string[] = []
  const session = sessionWith({ write: async (text) => void written.push(text), show: () => false })
  expect(await writeMade(session, made, {})).toBe(exits.fine)
  expect(written.join('')).toMatch(/Stored +yes/)
})
