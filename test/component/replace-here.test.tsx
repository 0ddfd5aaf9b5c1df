import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Place } from '#shared/model/place'
import type { Held } from '#shared/model/token'
import { useDesk } from '#renderer/data/use-desk'
import { DetailPane } from '#renderer/features/detail/index'
import { TokenDetail } from '#renderer/features/token-detail/index'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { accessibilityProblems } from '#test/support/dom/axe'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { day, sampleHeld, sampleNow, samplePlace, sampleRow } from '#test/support/sample'

const path = '/home/ada/.npmrc'
const file: Partial<Place> = { where: { kind: 'file', path, format: null } }
const plan = {
  planId: 'plan-1',
  by: 'token-1',
  path: '/home/ada/dotfiles/npmrc',
  isLinked: true,
  tracked: 'yes' as const,
  lines: [{ line: 2, name: '//r.example/:_authToken' }],
  elsewhere: 1,
}

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

async function show(place: Place, held: Held | null = null): Promise<FakeBridge> {
  const bridge = createFakeBridge()
  await renderWindow(
    <OnDesk>
      <Pick />
    </OnDesk>,
    bridge,
    [sampleRow({}, { places: [place], held })],
  )
  await userEvent.click(screen.getByRole('button', { name: 'pick' }))
  return bridge
}

const openMenu = () => userEvent.click(screen.getByRole('button', { name: `Actions for ${path}` }))
const choose = async (action: string) => {
  await openMenu()
  await userEvent.click(screen.getByRole('menuitem', { name: action }))
}
const dialog = () => within(screen.getByRole('dialog', { name: 'Replace the secret in a file' }))

describe('replacing a secret in the file of a place', () => {
  it('shows the lines, where a link and git come in, and writes after that only', async () => {
    const bridge = await show(samplePlace({ ...file, oldSince: sampleNow - day }))
    bridge.answer('place.previewReplace', { ready: true, plan })
    bridge.answer('place.replace', { outcome: 'written' })
    await choose('Replace here…')
    expect(await dialog().findByRole('listitem')).toHaveTextContent(
      'Line 2//r.example/:_authTokenold secret → new secret',
    )
    expect(dialog().getByText(/The file that is written is \/home\/ada\/dotfiles\/npmrc\./)).toBeVisible()
    expect(dialog().getByText(/^Git tracks this file/)).toBeVisible()
    expect(dialog().getByText(/^The old secret stands 1 more time in this file/)).toBeVisible()
    expect(await accessibilityProblems()).toEqual([])
    expect(bridge.inputs('place.replace')).toEqual([])
    await userEvent.click(dialog().getByRole('button', { name: 'Write the new secret' }))
    expect(bridge.inputs('place.replace')).toEqual([{ planId: 'plan-1' }])
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByText('The new secret is in /home/ada/dotfiles/npmrc')).toBeVisible()
  })

  it('looks again when the file was changed meanwhile', async () => {
    const bridge = await show(samplePlace({ ...file, oldSince: sampleNow - day }))
    bridge.answer('place.previewReplace', { ready: true, plan })
    bridge.answer('place.replace', { outcome: 'changed' })
    await choose('Replace here…')
    await userEvent.click(await dialog().findByRole('button', { name: 'Write the new secret' }))
    expect(await dialog().findByRole('alert')).toHaveTextContent('Nothing was written.')
    expect(bridge.inputs('place.previewReplace')).toHaveLength(2)
  })

  it('says why a file is not written', async () => {
    const bridge = await show(samplePlace({ ...file, oldSince: sampleNow - day }))
    bridge.answer('place.previewReplace', { ready: false, why: 'unknown-format' })
    await choose('Replace here…')
    expect(await dialog().findByText(/does not know how to write this kind of file/)).toBeVisible()
    expect(dialog().queryByRole('button', { name: 'Write the new secret' })).toBeNull()
  })

  it('is for another to do where Keyrack cannot write: the secret is copied, and the place ticked afterwards', async () => {
    const bridge = await show(samplePlace({ oldSince: sampleNow - day }), sampleHeld)
    bridge.answer('secret.copy', { clearedAt: sampleNow + 30_000 })
    await userEvent.click(screen.getByRole('button', { name: 'Actions for DEPLOY_TOKEN' }))
    expect(screen.queryByRole('menuitem', { name: 'Replace here…' })).toBeNull()
    await userEvent.click(screen.getByRole('menuitem', { name: 'Copy the new secret' }))
    expect(bridge.inputs('secret.copy')).toEqual([{ id: 'secret-1' }])
    expect(bridge.inputs('place.setReplaced')).toEqual([])
    await userEvent.click(await screen.findByRole('button', { name: 'The new secret is there' }))
    expect(bridge.inputs('place.setReplaced')).toEqual([{ placeId: 'p1', replaced: true, by: 'token-1' }])
  })

  it('is not for a place that has the secret, which is not copied for it either', async () => {
    await show(samplePlace(), sampleHeld)
    await userEvent.click(screen.getByRole('button', { name: 'Actions for DEPLOY_TOKEN' }))
    expect(screen.queryByRole('menuitem', { name: 'Copy the new secret' })).toBeNull()
  })

  it('is offered only where a new secret is for this place', async () => {
    await show(samplePlace(file))
    await openMenu()
    expect(screen.queryByRole('menuitem', { name: 'Replace here…' })).toBeNull()
    expect(screen.queryByRole('menuitem', { name: 'Put the file back as it was' })).toBeNull()
  })

  it('is taken back while there is a copy', async () => {
    const bridge = await show(samplePlace({ ...file, undoUntil: sampleNow + day }))
    bridge.answer('place.undoReplace', { outcome: 'written' })
    await choose('Put the file back as it was')
    expect(bridge.inputs('place.undoReplace')).toEqual([{ placeId: samplePlace().id }])
    expect(await screen.findByText(`${path} is as it was before`)).toBeVisible()
  })
})
