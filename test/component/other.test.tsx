import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { expiryFromDate } from '#shared/rules/form'
import { OtherServiceDialog } from '#renderer/features/other/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleHeld, sampleRow } from '#test/support/sample'

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  bridge.answer('other.add', { tokenId: 'other/1' })
  onClose.mockClear()
})

const box = (name: RegExp | string) => screen.getByRole('textbox', { name })
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const date = async (month: string, day: string, year: string) => {
  await userEvent.click(screen.getByRole('spinbutton', { name: /^month/ }))
  await userEvent.keyboard(month)
  await userEvent.click(screen.getByRole('spinbutton', { name: /^day/ }))
  await userEvent.keyboard(day)
  await userEvent.click(screen.getByRole('spinbutton', { name: /^year/ }))
  await userEvent.keyboard(year)
}

describe('Add other service', () => {
  const open = () => renderWindow(<OtherServiceDialog onClose={onClose} />, bridge)

  it('stores what was typed, with the secret', async () => {
    await open()
    await enter(box('Name'), ' build token ')
    await enter(box('Service'), 'Acme CI')
    await enter(screen.getByLabelText(/^Secret/), 'acme-EXAMPLE')
    await enter(box('Owner'), 'platform team')
    await date('03', '12', '2031')
    await enter(box(/Address of the service/), 'http://ci.acme.example')
    await enter(box(/Page where it is managed/), 'https://ci.acme.example/tokens')
    await enter(box(/Notes/), 'ask Grace')
    await press('Add')
    expect(bridge.inputs('other.add')).toEqual([
      {
        token: {
          name: 'build token',
          service: 'Acme CI',
          serviceUrl: 'http://ci.acme.example',
          owner: 'platform team',
          expiry: { kind: 'at', at: expiryFromDate('2031-03-12') },
          manageUrl: 'https://ci.acme.example/tokens',
          notes: 'ask Grace',
        },
        secret: { from: 'field', value: 'acme-EXAMPLE' },
      },
    ])
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it.each([
    ['Never', { kind: 'never' }],
    ['Not known', { kind: 'unknown' }],
  ] as const)('keeps "%s" apart from a date', async (option, expiry) => {
    await open()
    await enter(box('Name'), 'build')
    await enter(box('Service'), 'Acme CI')
    await choose('Expires', option)
    await press('Add')
    expect(bridge.inputs('other.add')[0]).toMatchObject({ token: { expiry }, secret: null })
  })

  it('goes to the first field that is missing, and names each', async () => {
    await open()
    await userEvent.clear(box('Owner'))
    await press('Add')
    expect(box('Name')).toHaveFocus()
    expect(screen.getByText('Enter a name.')).toBeInTheDocument()
    expect(screen.getByText('Enter the name of the service.')).toBeInTheDocument()
    expect(screen.getByText('Enter whom it belongs to.')).toBeInTheDocument()
    expect(screen.getByText('Enter the whole date.')).toBeInTheDocument()
    expect(bridge.inputs('other.add')).toEqual([])
  })

  it.each(['acme.example', 'javascript:alert(1)', 'http://acme.example', 'https://user:pw@acme.example'])(
    'takes %s for no page that Keyrack could open',
    async (address) => {
      await open()
      await enter(box('Name'), 'build')
      await enter(box('Service'), 'Acme CI')
      await choose('Expires', 'Never')
      await enter(box(/Page where it is managed/), address)
      await press('Add')
      expect(box(/Page where it is managed/)).toHaveFocus()
      expect(box(/Page where it is managed/)).toHaveAccessibleDescription(/starts with https/)
      expect(bridge.inputs('other.add')).toEqual([])
    },
  )

  it('keeps everything, the secret too, when it could not be stored', async () => {
    bridge.fail('other.add', 'disk-refused')
    await open()
    await enter(box('Name'), 'build')
    await enter(box('Service'), 'Acme CI')
    await enter(screen.getByLabelText(/^Secret/), 'acme-EXAMPLE')
    await choose('Expires', 'Never')
    await press('Add')
    expect(await alertText()).toContain('did not let Keyrack write')
    expect(box('Name')).toHaveValue('build')
    expect(screen.getByLabelText(/^Secret/)).toHaveValue('acme-EXAMPLE')
  })

  it('has no accessibility problems', async () => {
    await open()
    expect(screen.getByRole('dialog', { name: 'Add other service' })).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('Edit other service', () => {
  const row = sampleRow(
    {
      id: 'other/1',
      provider: 'other',
      accountId: 'other',
      kind: 'other',
      name: 'build',
      service: 'Acme CI',
      serviceUrl: 'https://ci.acme.example',
      manageUrl: '',
      expiry: { kind: 'unknown' },
    },
    { held: sampleHeld, notes: 'ask Grace' },
  )
  const open = () => renderWindow(<OtherServiceDialog tokenId="other/1" onClose={onClose} />, bridge, [row])

  it('begins with what is known and changes what was changed; the secret is not touched', async () => {
    await open()
    expect(screen.queryByLabelText(/^Secret/)).not.toBeInTheDocument()
    expect(box('Service')).toHaveValue('Acme CI')
    expect(box(/Notes/)).toHaveValue('ask Grace')
    await enter(box('Name'), 'build 2')
    await press('Save')
    expect(bridge.inputs('other.edit')).toEqual([
      {
        tokenId: 'other/1',
        token: {
          name: 'build 2',
          service: 'Acme CI',
          serviceUrl: 'https://ci.acme.example',
          owner: 'ada',
          expiry: { kind: 'unknown' },
          manageUrl: '',
          notes: 'ask Grace',
        },
      },
    ])
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('removes it from Keyrack after saying what is lost and what stays', async () => {
    await open()
    await press('Remove from Keyrack')
    expect(screen.getByText(/Its stored secret is deleted with it/)).toHaveTextContent('At the service nothing changes')
    await press('Back')
    expect(box('Name')).toHaveValue('build')
    await press('Remove from Keyrack')
    await press('Remove')
    expect(bridge.inputs('other.remove')).toEqual([{ tokenId: 'other/1' }])
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('says when the token is not in the list any more', async () => {
    await renderWindow(<OtherServiceDialog tokenId="other/2" onClose={onClose} />, bridge, [row])
    expect(screen.getByText('This token is not in the list any more.')).toBeInTheDocument()
  })
})
