import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { accessibilityProblems } from '#test/support/dom/axe'
import { fact, pane, press, show } from '#test/support/dom/detail'
import { stubLayout } from '#test/support/dom/layout'
import { sampleNow, sampleRow } from '#test/support/sample'

beforeEach(() => {
  stubLayout()
  vi.setSystemTime(sampleNow)
})

describe('an expiry that nobody has told', () => {
  const unknown = sampleRow({ expiry: { kind: 'unknown' } })
  const at = new Date(2027, 2, 13).getTime() - 60_000
  const typed = sampleRow({ expiry: { kind: 'at', at, by: 'typed' } })
  const part = (name: string) => pane().getByRole('spinbutton', { name: new RegExp(`^${name}`) })

  it('is typed in, to the end of the day', async () => {
    const bridge = await show(unknown)
    await press('Type in its expiry…')
    await press('Save')
    expect(pane().getByText('Enter a whole date.')).toBeVisible()
    await userEvent.type(part('day'), '12')
    await userEvent.type(part('month'), '03')
    await userEvent.type(part('year'), '2027')
    await press('Save')
    expect(bridge.inputs('token.annotate')).toEqual([{ tokenId: 'token-1', expiry: at }])
    expect(await pane().findByRole('button', { name: 'Type in its expiry…' })).toBeVisible()
  })

  it('is left by Escape', async () => {
    const bridge = await show(unknown)
    await press('Type in its expiry…')
    await userEvent.keyboard('{Escape}')
    expect(pane().getByRole('button', { name: 'Type in its expiry…' })).toBeVisible()
    expect(bridge.inputs('token.annotate')).toEqual([])
  })

  it('is marked as typed, and taken back with an undo', async () => {
    const bridge = await show(typed)
    expect(fact('Expires')).toMatch(/12 Mar 2027.*typed by hand/)
    await press('Take back')
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(bridge.inputs('token.annotate')).toEqual([
      { tokenId: 'token-1', expiry: null },
      { tokenId: 'token-1', expiry: at },
    ])
    expect(await accessibilityProblems()).toEqual([])
  })

  it('is asked for anew where what was typed is of the secret before', async () => {
    const bridge = await show(sampleRow({ expiry: { kind: 'unknown' } }, { typedBefore: at }))
    expect(fact('Expires')).not.toMatch(/2027/)
    expect(pane().getByText(/^You typed 12 Mar 2027 for the secret before this one\./)).toBeVisible()
    expect(pane().getByRole('button', { name: 'Type in its expiry…' })).toBeVisible()
    await press('It is still that day')
    expect(bridge.inputs('token.annotate')).toEqual([{ tokenId: 'token-1', expiry: at }])
    expect(await accessibilityProblems()).toEqual([])
  })

  it.each([
    ['an issuer’s word', sampleRow()],
    ['one that never ends', sampleRow({ expiry: { kind: 'never' } })],
    ['one of another service', sampleRow({ expiry: { kind: 'unknown' }, provider: 'other' })],
    ['one that is gone', sampleRow({ expiry: { kind: 'unknown' }, state: 'gone' })],
  ])('is not asked for where there is %s', async (_what, row) => {
    await show(row)
    expect(pane().queryByRole('button', { name: 'Type in its expiry…' })).toBeNull()
    expect(pane().queryByRole('button', { name: 'Take back' })).toBeNull()
  })
})
