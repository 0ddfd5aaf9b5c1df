import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Place } from '#shared/model/place'
import type { TokenRow } from '#shared/model/token'
import { useDesk } from '#renderer/data/use-desk'
import { DetailPane } from '#renderer/features/detail/index'
import { TokenDetail } from '#renderer/features/token-detail/index'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { accessibilityProblems } from '#test/support/dom/axe'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { day, sampleNow, sampleOperation, samplePlace, sampleRow } from '#test/support/sample'

beforeEach(() => {
  stubLayout()
  vi.setSystemTime(sampleNow)
})

function Pick() {
  const { view } = useDesk()
  return (
    <>
      <button onClick={() => view.setCurrent('token-1')}>pick</button>
      <DetailPane detail={TokenDetail} />
    </>
  )
}

async function show(
  places: readonly Place[],
  more: readonly TokenRow[] = [],
  bridge: FakeBridge = createFakeBridge(),
): Promise<FakeBridge> {
  const row = sampleRow({}, places.length > 0 ? { places: [...places] } : {})
  await renderWindow(
    <OnDesk>
      <Pick />
    </OnDesk>,
    bridge,
    [row, ...more],
  )
  await userEvent.click(screen.getByRole('button', { name: 'pick' }))
  return bridge
}

const section = () => within(screen.getByRole('region', { name: 'Where it is used' }))
const items = () => section().getAllByRole('listitem')
const press = (name: string) => userEvent.click(section().getByRole('button', { name }))
const choose = async (place: string, action: string) => {
  await press(`Actions for ${place}`)
  await userEvent.click(screen.getByRole('menuitem', { name: action }))
}

describe('the places of a token', () => {
  it('are named with their kind and note', async () => {
    await show([
      samplePlace({ note: 'ask Bob' }),
      samplePlace({ id: 'p2', where: { kind: 'file', path: '/home/ada/.npmrc', format: null } }),
    ])
    expect(items().map(({ textContent }) => textContent)).toEqual(['DEPLOY_TOKENask Bob', '/home/ada/.npmrc'])
    expect(section().getByRole('img', { name: 'CI variable' })).toBeVisible()
    expect(section().getByRole('img', { name: 'File' })).toBeVisible()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('are noted by hand', async () => {
    const bridge = await show([])
    bridge.answer('place.add', { placeId: 'p9' })
    expect(section().getByText(/^No place is noted\./)).toBeVisible()
    await press('Add a place')
    expect(await accessibilityProblems()).toEqual([])
    await press('Add')
    expect(section().getByText('Enter the path of the file.')).toBeVisible()
    await userEvent.type(section().getByRole('textbox', { name: 'Path' }), ' /home/ada/.netrc ')
    await userEvent.type(section().getByRole('textbox', { name: /^Note/ }), 'restart the runner')
    await press('Add')
    expect(bridge.inputs('place.add')).toEqual([
      { tokenId: 'token-1', where: { kind: 'file', path: '/home/ada/.netrc' }, note: 'restart the runner' },
    ])
    expect(section().getByRole('button', { name: 'Add a place' })).toHaveFocus()
  })

  it('are of the kind that is picked, and not noted twice', async () => {
    const bridge = await show([samplePlace()])
    await press('Add a place')
    await userEvent.click(section().getByRole('radio', { name: 'CI variable' }))
    await userEvent.type(section().getByRole('textbox', { name: 'Variable' }), 'DEPLOY_TOKEN{Enter}')
    expect(section().getByText('This token has that place already.')).toBeVisible()
    expect(bridge.inputs('place.add')).toEqual([])
    await userEvent.keyboard('{Escape}')
    expect(section().queryByRole('textbox', { name: 'Variable' })).not.toBeInTheDocument()
  })

  it('can be changed', async () => {
    const bridge = await show([samplePlace({ note: 'old' })])
    await choose('DEPLOY_TOKEN', 'Edit')
    const note = section().getByRole('textbox', { name: /^Note/ })
    await userEvent.clear(note)
    await userEvent.type(note, 'new')
    await press('Save')
    expect(bridge.inputs('place.edit')).toEqual([
      { placeId: 'p1', where: { kind: 'variable', name: 'DEPLOY_TOKEN' }, note: 'new' },
    ])
  })

  it('keep the form open, with the reason, when one cannot be noted', async () => {
    const bridge = await show([])
    bridge.fail('place.add', { kind: 'name-taken', field: 'where' })
    await press('Add a place')
    await userEvent.type(section().getByRole('textbox', { name: 'Path' }), '/x{Enter}')
    expect(section().getByRole('alert')).toHaveTextContent('This token has that place already.')
  })

  it('can be removed, and the removal be undone', async () => {
    const bridge = await show([samplePlace()])
    await choose('DEPLOY_TOKEN', 'Remove')
    expect(bridge.inputs('place.remove')).toEqual([{ placeId: 'p1' }])
    expect(section().getByRole('button', { name: 'Add a place' })).toHaveFocus()
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(bridge.inputs('place.putBack')).toEqual([{ placeId: 'p1' }])
  })
})

describe('a place and whose value is there', () => {
  it('has the old secret until it is ticked', async () => {
    const bridge = await show([samplePlace({ oldSince: sampleNow - day })])
    expect(section().getByText('Has the secret before this one.')).toBeVisible()
    await userEvent.click(section().getByRole('checkbox', { name: 'Has the new secret' }))
    expect(bridge.inputs('place.setReplaced')).toEqual([{ placeId: 'p1', replaced: true, by: 'token-1' }])
  })

  it('is replaced by the successor that waits', async () => {
    const operations = [
      sampleOperation({ id: 'op-0', tokenId: 'token-1', step: 'answer-lost' }),
      sampleOperation({ tokenId: 'token-1', newTokenId: 'token-2' }),
    ]
    const bridge = await show([samplePlace()], [], createFakeBridge({ facts: { operations } }))
    await choose('DEPLOY_TOKEN', 'It was replaced')
    expect(bridge.inputs('place.setReplaced')).toEqual([{ placeId: 'p1', replaced: true, by: 'token-2' }])
  })

  it('names the token whose value is there now, and takes that back', async () => {
    const replaced = { at: sampleNow - day, by: 'token-2' }
    const bridge = await show([samplePlace({ replaced })], [sampleRow({ id: 'token-2', name: 'laptop-2' })])
    expect(section().getByText('Replaced 24 hours ago by the secret of “laptop-2”.')).toBeVisible()
    await choose('DEPLOY_TOKEN', 'It was not replaced')
    expect(bridge.inputs('place.setReplaced')).toEqual([{ placeId: 'p1', replaced: false, by: null }])
  })

  it.each([
    ['successor', '/home/ada/.npmrc: The new secret is there.'],
    ['elsewhere', '/home/ada/.npmrc: This path is not one of a file on this computer.'],
  ] as const)('tells what a look into its file found: %s', async (found, sentence) => {
    const bridge = await show([samplePlace({ where: { kind: 'file', path: '/home/ada/.npmrc', format: null } })])
    bridge.answer('place.look', { found })
    await choose('/home/ada/.npmrc', 'Look into the file')
    expect(bridge.inputs('place.look')).toEqual([{ placeId: 'p1' }])
    expect(await screen.findByText(sentence)).toBeVisible()
  })

  it('says what was seen in a file, and when', async () => {
    const seen = { at: sampleNow - day, value: 'other' } as const
    await show([samplePlace({ seen, replaced: { at: sampleNow - day, by: 'token-1' }, tokenId: 'token-0' })])
    expect(
      section().getByText('Got this secret 24 hours ago. Looked into 24 hours ago: another value was there.'),
    ).toBeVisible()
  })
})
