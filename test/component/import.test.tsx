import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Output } from '#shared/contract'
import type { ImportAnswer, ImportCandidate, ImportResult } from '#shared/contract/import'
import { dialogStore } from '#renderer/dialogs'
import { ImportDialog } from '#renderer/features/import/index'
import { useFileDrop } from '#renderer/shell/use-file-drop'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleAccount, sampleRow } from '#test/support/sample'

type Read = Extract<ImportAnswer, { state: 'read' }>

const account = { ...sampleAccount(), origin: 'https://api.pulumi.example', name: 'Ada at Pulumi' }
const row = sampleRow()
const one: ImportCandidate = {
  id: 'c-1',
  masked: 'pul-••••••••a1b2',
  spots: [{ file: 0, line: 2, entry: 'TOKEN' }],
  name: 'TOKEN',
  service: null,
  user: null,
  expiresAt: null,
  providers: ['pulumi'],
  isCertain: false,
  address: null,
  tokenIds: [],
  accountIds: [],
}
const unlikely: ImportCandidate = { ...one, id: 'c-2', masked: '••••••••', name: 'MODE', providers: [] }
const read: Read = {
  state: 'read',
  importId: 'i-1',
  format: 'env',
  files: ['/home/ada/.env'],
  candidates: [one],
  more: 0,
  leftOut: [],
  moreLeftOut: 0,
}
const result: ImportResult = {
  candidateId: 'c-1',
  outcome: 'stored',
  tokenIds: [row.token.id],
  accountId: null,
  proof: 'proven',
  error: null,
}

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge({ facts: { accounts: [account] } })
  bridge.answer('import.store', { results: [result] })
  onClose.mockClear()
})

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))
const list = (name = 'Values that look like tokens') =>
  within(screen.getByRole('list', { name })).getAllByRole('listitem')

async function open(answer: ImportAnswer = read): Promise<void> {
  bridge.answer('import.choose', { answer })
  await renderWindow(<ImportDialog onClose={onClose} />, bridge, [row])
  await press('Choose a file…')
}
const found = (...candidates: ImportCandidate[]) => open({ ...read, candidates })

describe('what secrets are taken from', () => {
  it('is pasted text, which goes to main and does not stay in the page', async () => {
    bridge.answer('import.paste', { ...read, files: [] })
    await renderWindow(<ImportDialog onClose={onClose} />, bridge)
    await enter(screen.getByLabelText('Or paste text here'), 'TOKEN=pul-EXAMPLE')
    await press('Look at it')
    expect(bridge.inputs('import.paste')).toMatchObject([{ secret: { from: 'field', value: 'TOKEN=pul-EXAMPLE' } }])
    expect(list()).toHaveLength(1)
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('is a file whose password is asked for, as often as it is wrong', async () => {
    const locked: ImportAnswer = { state: 'key-needed', importId: 'i-0', name: 'passwords.kdbx', isWrong: false }
    await open(locked)
    const field = () => screen.getByLabelText<HTMLInputElement>('Password of “passwords.kdbx”')
    await enter(field(), 'EXAMPLE')
    bridge.answer('import.unlock', { ...locked, importId: 'i-9', isWrong: true })
    await press('Open it')
    expect(await alertText()).toContain('does not open the file')
    expect(everythingShown()).not.toContain('EXAMPLE')
    await enter(field(), 'EXAMPLE-2')
    bridge.answer('import.unlock', read)
    await press('Open it')
    expect(list()).toHaveLength(1)
    expect(bridge.inputs('import.unlock').map(({ importId, key }) => [importId, key])).toEqual([
      ['i-0', 'EXAMPLE'],
      ['i-9', 'EXAMPLE-2'],
    ])
  })

  it('is refused in one sentence where it is made to do harm', async () => {
    await open({ state: 'refused', why: 'formula', format: 'csv', limit: null, line: 3 })
    expect(await alertText()).toBe(
      'Nothing is imported from this file.It has a cell that a spreadsheet would compute (line 3). Look at it before you trust the file.',
    )
    await press('Try another')
    expect(screen.getByRole('button', { name: 'Choose a file…' })).toBeVisible()
  })

  it('is forgotten with the dialog', async () => {
    bridge.answer('import.choose', { answer: read })
    const { unmount } = await renderWindow(<ImportDialog onClose={onClose} />, bridge, [row])
    await press('Choose a file…')
    unmount()
    expect(bridge.inputs('import.forget')).toEqual([{ importId: 'i-1' }])
  })
})

describe('the values that were found', () => {
  it('are shown masked, those that look like tokens first and ticked; the others on demand', async () => {
    await found(one, unlikely)
    const [item, ...more] = list()
    expect(more).toEqual([])
    expect(item).toHaveTextContent('TOKENpul-••••••••a1b2Looks like Pulumi Cloud')
    expect(within(item!).getByRole('checkbox')).toBeChecked()
    await press(/Show 1 more value that looks/)
    const [other] = list('Values that look like no token that Keyrack knows')
    expect(within(other!).getByRole('checkbox')).not.toBeChecked()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('are not offered where the vault has them', async () => {
    await found({ ...one, tokenIds: [row.token.id] })
    expect(list()[0]).toHaveTextContent('Stored already')
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.getByRole('button', { name: /Try and store/ })).toBeDisabled()
  })

  it('are stored as tokens of the account at their provider, one result each', async () => {
    await found(one)
    await press('Try and store 1 value')
    expect(bridge.inputs('import.store')).toMatchObject([
      {
        importId: 'i-1',
        decisions: [{ candidateId: 'c-1', decision: { as: 'token', accountId: account.id, tokenId: null } }],
      },
    ])
    const [item] = within(await screen.findByRole('list', { name: 'What became of each value' })).getAllByRole(
      'listitem',
    )
    expect(item).toHaveTextContent(`Stored with “${row.token.name}”.`)
  })

  it('go to an address that only the file names after a person has confirmed it, and are not ticked before', async () => {
    const address = { origin: 'https://pulumi.strange.example', isKnown: false }
    await found({ ...one, address })
    expect(screen.getByRole('checkbox')).not.toBeChecked()
    await userEvent.click(screen.getByRole('checkbox'))
    const submit = () => screen.getByRole('button', { name: 'Try and store 1 value' })
    expect(submit()).toBeDisabled()
    await userEvent.click(screen.getByRole('checkbox', { name: /Send it to https:\/\/pulumi\.strange\.example/ }))
    await press('Try and store 1 value')
    expect(bridge.inputs('import.store')[0]?.decisions[0]?.decision).toEqual({
      as: 'account',
      provider: 'pulumi',
      address: address.origin,
      confirmed: address.origin,
      name: 'Pulumi Cloud',
    })
  })

  it('can be kept as tokens of another service, under a name', async () => {
    await found(one)
    await choose('Store it as', 'Token of another service')
    expect(screen.getByRole('button', { name: 'Try and store 1 value' })).toBeDisabled()
    await enter(screen.getByLabelText('Service'), 'Acme')
    await press('Try and store 1 value')
    expect(bridge.inputs('import.store')[0]?.decisions[0]?.decision).toEqual({
      as: 'other',
      name: 'TOKEN',
      service: 'Acme',
    })
  })
})

describe('how it ended', () => {
  it('asks which token it is where the provider does not say', async () => {
    await found(one)
    bridge.answer('import.store', { results: [{ ...result, outcome: 'which' }] })
    await press('Try and store 1 value')
    await choose('Token', row.token.name)
    bridge.answer('import.store', { results: [result] })
    await press('Store with this token')
    expect(bridge.inputs('import.store')[1]?.decisions).toEqual([
      {
        candidateId: 'c-1',
        decision: { as: 'token', accountId: row.token.accountId, tokenId: row.token.id },
      },
    ])
    expect(await screen.findByText(`Stored with “${row.token.name}”.`)).toBeVisible()
  })

  it('says what failed, with the next step', async () => {
    await found(one)
    const error = { kind: 'wrong-token' as const, provider: 'Pulumi Cloud' }
    bridge.answer('import.store', { results: [{ ...result, outcome: 'failed', tokenIds: [], error }] })
    await press('Try and store 1 value')
    const [item] = within(screen.getByRole('list', { name: 'What became of each value' })).getAllByRole('listitem')
    expect(item).toHaveTextContent('Not stored')
    expect(item).toHaveTextContent('Pulumi Cloud')
    expect(screen.queryByRole('button', { name: /Take them out/ })).toBeNull()
  })
})

describe('cleaning the file', () => {
  const plan: NonNullable<Output<'import.previewClean'>['plan']> = {
    planId: 'p-1',
    path: '/home/ada/.env',
    isLinked: false,
    tracked: 'yes',
    lines: [{ line: 2, name: 'TOKEN' }],
    elsewhere: 0,
  }
  const preview: Output<'import.previewClean'> = { values: [{ candidateId: 'c-1', is: 'works' }], plan, why: null }

  async function begin(): Promise<void> {
    await found(one)
    await press('Try and store 1 value')
    await press('Take them out of “.env”…')
  }

  it('shows what goes, and writes it when the person says so', async () => {
    bridge.answer('import.previewClean', preview)
    bridge.answer('import.clean', { outcome: 'written' })
    await begin()
    const lines = within(await screen.findByRole('list', { name: 'What changes' })).getAllByRole('listitem')
    expect(lines.map((line) => line.textContent)).toEqual(['Line 2TOKENsecret → moved-to-Keyrack'])
    expect(screen.getByText('What was committed stays in the history of git.')).toBeVisible()
    expect(bridge.inputs('import.clean')).toEqual([])
    await press('Take them out')
    expect(bridge.inputs('import.clean')).toEqual([{ importId: 'i-1', planId: 'p-1' }])
    await waitFor(() => expect(onClose).toHaveBeenCalled())
  })

  it('is looked at anew where somebody has changed the file', async () => {
    bridge.answer('import.previewClean', preview)
    bridge.answer('import.clean', { outcome: 'changed' })
    await begin()
    await press('Take them out')
    await waitFor(() => expect(bridge.inputs('import.previewClean')).toHaveLength(2))
    expect(screen.getByText(/changed meanwhile/)).toBeVisible()
    expect(onClose).not.toHaveBeenCalled()
  })

  it('says why it cannot be', async () => {
    bridge.answer('import.previewClean', { ...preview, plan: null, why: 'unknown-format' })
    await begin()
    expect(await screen.findByText(/Delete an exported file as a whole/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Take them out' })).toBeNull()
  })

  it.each(['unknown-format', 'not-understood', 'unfit', 'linked', 'absent'] as const)(
    'speaks of taking out, and of no new secret: %s',
    async (why) => {
      bridge.answer('import.previewClean', { ...preview, plan: null, why })
      await begin()
      expect(await screen.findByText(/Take (?:them|the secrets) out yourself\./)).toBeVisible()
      expect(document.body).not.toHaveTextContent(/new (?:secret|one)/)
    },
  )
})

describe('a file that is dropped onto the window', () => {
  function Page() {
    return useFileDrop() ? <p>over</p> : <p>not over</p>
  }
  const file = new File(['x'], 'a.env')
  const send = (type: string) => {
    const event = new Event(type, { bubbles: true, cancelable: true })
    Object.assign(event, { dataTransfer: { types: ['Files'], files: [file], dropEffect: 'copy' }, relatedTarget: null })
    act(() => void document.body.dispatchEvent(event))
    return event
  }

  it('is looked at, and the window says that it would be', async () => {
    await renderWindow(<Page />, bridge)
    send('dragover')
    expect(screen.getByText('over')).toBeVisible()
    send('dragleave')
    expect(screen.getByText('not over')).toBeVisible()
    expect(send('drop').defaultPrevented).toBe(true)
    expect(dialogStore.getState().dialog).toEqual({ kind: 'import', file })
  })

  it('takes no form away that is open', async () => {
    await renderWindow(<Page />, bridge)
    act(() => dialogStore.setState({ dialog: { kind: 'add-account' } }))
    send('dragover')
    expect(screen.getByText('not over')).toBeVisible()
    expect(send('drop').defaultPrevented).toBe(true)
    expect(dialogStore.getState().dialog).toEqual({ kind: 'add-account' })
  })

  it('goes to main by the one way that knows its path', async () => {
    bridge.answer('import.dropped', read)
    await renderWindow(<ImportDialog file={file} onClose={onClose} />, bridge, [row])
    expect(await screen.findByText(/1 value was found in “.env”/)).toBeVisible()
    expect(bridge.calls.filter(({ channel }) => channel === 'import.dropped')).toMatchObject([
      { channel: 'import.dropped', input: { path: '/dropped/a.env' } },
    ])
  })
})
