import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Output } from '#shared/contract'
import type { Inspection } from '#shared/model/inspection'
import type { TokenRow } from '#shared/model/token'
import { dialogStore } from '#renderer/dialogs'
import { InspectDialog } from '#renderer/features/inspect/index'
import { useFileDrop } from '#renderer/shell/use-file-drop'
import { accessibilityProblems } from '#test/support/dom/axe'
import { enter, everythingShown } from '#test/support/dom/forms'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleAccount, samplePlace, sampleRow } from '#test/support/sample'

const value = 'pul-EXAMPLE0000000000000000000000000000000000'
const opaque: Inspection = {
  around: [],
  length: 44,
  form: { form: 'opaque' },
  matches: [{ provider: 'pulumi', kind: null, how: 'likely', checksum: null }],
  alphabet: 'base64url',
  roomBits: 264,
  different: 12,
  odd: [],
}

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  onClose.mockClear()
})

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Token')
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const part = (name: string) => within(screen.getByRole('region', { name }))

async function inspected(
  change: Partial<Inspection> = {},
  known: Partial<Output<'inspect.look'>> = {},
  rows: readonly TokenRow[] = [],
) {
  bridge.answer('inspect.look', { inspection: { ...opaque, ...change }, tokenIds: [], accountIds: [], ...known })
  await renderWindow(
    <OnDesk>
      <InspectDialog onClose={onClose} />
    </OnDesk>,
    bridge,
    rows,
  )
  await enter(field(), value)
  await press('Inspect')
  await screen.findByRole('region', { name: 'What it is' })
}

describe('inspecting a token', () => {
  it('needs no mouse: Ctrl and Enter begin, Enter alone is a line', async () => {
    bridge.answer('inspect.look', { inspection: opaque, tokenIds: [], accountIds: [] })
    await renderWindow(
      <OnDesk>
        <InspectDialog onClose={onClose} />
      </OnDesk>,
      bridge,
    )
    await enter(field(), value)
    await userEvent.type(field(), '{Enter}')
    expect(bridge.inputs('inspect.look')).toEqual([])
    await userEvent.type(field(), '{Control>}{Enter}{/Control}')
    await screen.findByRole('region', { name: 'What it is' })
  })

  it('hands it to main, and keeps nothing of it in the page', async () => {
    await inspected()
    expect(bridge.inputs('inspect.look')).toEqual([{ secret: { from: 'field', value } }])
    expect(part('What it is').getByText(/^An opaque value/)).toBeVisible()
    expect(part('Whose it may be').getByText('Pulumi Cloud, likely: its beginning says so.')).toBeVisible()
    expect(part('What Keyrack knows of it').getByText('The vault does not have it.')).toBeVisible()
    expect(everythingShown()).not.toContain('EXAMPLE')
    expect(await accessibilityProblems()).toEqual([])
  })

  it('has main read the clipboard', async () => {
    bridge.answer('inspect.look', { inspection: opaque, tokenIds: [], accountIds: [] })
    await renderWindow(
      <OnDesk>
        <InspectDialog onClose={onClose} />
      </OnDesk>,
      bridge,
    )
    await press('Paste')
    await press('Inspect')
    expect(bridge.inputs('inspect.look')).toEqual([{ secret: { from: 'clipboard' } }])
  })

  it('asks for one where there is none', async () => {
    await renderWindow(
      <OnDesk>
        <InspectDialog onClose={onClose} />
      </OnDesk>,
      bridge,
    )
    await press('Inspect')
    expect(field()).toHaveAccessibleDescription('Paste or type a token.')
    expect(bridge.inputs('inspect.look')).toEqual([])
  })

  it('begins at once with a stored one, which never comes here', async () => {
    bridge.answer('inspect.look', { inspection: opaque, tokenIds: [], accountIds: [] })
    await renderWindow(<InspectDialog secretId="secret-1" onClose={onClose} />, bridge)
    await screen.findByRole('region', { name: 'What it is' })
    expect(bridge.inputs('inspect.look')).toEqual([{ secret: { from: 'stored', secretId: 'secret-1' } }])
  })

  it('says plainly that a checksum is wrong', async () => {
    await inspected({ matches: [{ provider: 'pulumi', kind: null, how: 'likely', checksum: 'wrong' }] })
    expect(part('Whose it may be').getByRole('listitem')).toHaveTextContent(
      'It begins like one of Pulumi Cloud, but its checksum is wrong: it was mistyped, cut off or made up.',
    )
  })

  it('tells what the vault knows of it: as what it is stored, its state with its age, where it is used, who signs in', async () => {
    const row = sampleRow()
    const { id: accountId, name } = sampleAccount()
    const used = { ...row, places: [samplePlace({ tokenId: row.token.id })] }
    await inspected({}, { tokenIds: [row.token.id], accountIds: [accountId] }, [used])
    const known = part('What Keyrack knows of it')
    expect(known.getByText(`Stored here as “${row.token.name}”.`)).toBeVisible()
    expect(known.getByText(/, as of .* ago$|, as of just now$/)).toBeVisible()
    expect(known.getByText('Used in')).toBeVisible()
    expect(known.getByText(`Keyrack signs in to “${name}” with it.`)).toBeVisible()
    await userEvent.click(known.getByRole('button', { name: 'Show' }))
    expect(onClose).toHaveBeenCalled()
  })

  it('calls it due by the steps that its token has, as the list does', async () => {
    const expiry = { kind: 'at', at: Date.now() + 20 * 86_400_000 } as const
    const row = { ...sampleRow({ expiry }), warning: { days: [7 as const], quiet: null } }
    await inspected({}, { tokenIds: [row.token.id], accountIds: [] }, [row])
    const known = part('What Keyrack knows of it')
    expect(known.getByText(/^Fine, /)).toBeVisible()
    expect(known.queryByText(/Expires soon/)).toBeNull()
  })

  it('shows a JWT with its times in words, and that no signature was verified', async () => {
    const at = Date.now() - 3.5 * 86_400_000
    await inspected({
      form: {
        form: 'jwt',
        header: [{ name: 'alg', value: 'none', at: null }],
        claims: [
          { name: 'sub', value: '<b>ada</b>', at: null },
          { name: 'exp', value: String(at / 1000), at },
          { name: '__proto__', value: '{"admin":true}', at: null },
        ],
        validity: { issued: null, begins: null, expires: at, state: 'expired' },
        troubles: ['unsigned'],
      },
    })
    expect(part('What it is').getByText(/It is not signed: anybody could have made it/)).toBeVisible()
    expect(part('Times').getByText('By its times it has expired.')).toBeVisible()
    expect(part('Times').getByText(/\(3 days ago\)$/)).toBeVisible()
    expect(part('Times').getByText(/Signature not verified/)).toBeVisible()
    expect(part('Claims').getByRole('row', { name: 'Subject sub <b>ada</b>' })).toBeVisible()
    expect(part('Claims').getByRole('row', { name: /^__proto__/ })).toBeVisible()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('starts anew with another one', async () => {
    await inspected()
    await press('Another one')
    expect(field()).toHaveValue('')
  })
})

describe('a file that is dropped onto the dialog', () => {
  const file = new File([value], 'token.txt')
  const dropped = (...files: File[]) =>
    renderWindow(
      <OnDesk>
        <InspectDialog files={files} onClose={onClose} />
      </OnDesk>,
      bridge,
    )

  function Page() {
    const taker = useFileDrop()
    return (
      <OnDesk>
        <>
          <p>{`for ${taker ?? 'nothing'}`}</p>
          <InspectDialog onClose={onClose} />
        </>
      </OnDesk>
    )
  }

  it('opens it anew with what was dropped, and no import', async () => {
    await renderWindow(<Page />, bridge)
    act(() => dialogStore.setState({ dialog: { kind: 'inspect' } }))
    const dataTransfer = { types: ['Files'], files: [file, file], dropEffect: 'none' }
    const send = (type: string) => {
      const event = new Event(type, { bubbles: true, cancelable: true })
      act(() => void document.body.dispatchEvent(Object.assign(event, { dataTransfer, relatedTarget: null })))
      return event
    }
    send('dragover')
    expect(screen.getByText('for inspect')).toBeVisible()
    expect(dataTransfer.dropEffect).toBe('copy')
    expect(send('drop').defaultPrevented).toBe(true)
    expect(dialogStore.getState().dialog).toEqual({ kind: 'inspect', files: [file, file] })
    expect(screen.getByText('for nothing')).toBeVisible()
    act(() => dialogStore.setState({ dialog: null }))
  })

  it('is read by main, and nothing of it comes into the page', async () => {
    bridge.answer('inspect.dropped', { state: 'looked', inspection: opaque, tokenIds: [], accountIds: [] })
    await dropped(file)
    expect(await screen.findByRole('region', { name: 'What it is' })).toBeVisible()
    expect(bridge.calls.filter(({ channel }) => channel.startsWith('inspect.'))).toEqual([
      { channel: 'inspect.dropped', input: { path: '/dropped/token.txt' } },
    ])
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('that is refused says why, and another can be pasted', async () => {
    bridge.answer('inspect.dropped', { state: 'refused', why: 'folder' })
    bridge.answer('inspect.look', { inspection: opaque, tokenIds: [], accountIds: [] })
    await dropped(file)
    expect(await screen.findByRole('alert')).toHaveTextContent('This is a folder: drop the file that has the token.')
    expect(await accessibilityProblems()).toEqual([])
    await enter(field(), value)
    await press('Inspect')
    expect(await screen.findByRole('region', { name: 'What it is' })).toBeVisible()
    await press('Another one')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('is refused where there are several, without reading any', async () => {
    await dropped(file, new File(['x'], 'b'))
    expect(await screen.findByRole('alert')).toHaveTextContent('One token is inspected at a time')
    expect(bridge.calls.filter(({ channel }) => channel.startsWith('inspect.'))).toEqual([])
  })
})
