import { expect, it } from 'vitest'
import { shortId } from '#main/cli/short-id'

it.each([
  ['', '3g42rwwmtvm8'],
  ['account/org/organization//acme/1', 'hq1g81rfeay0'],
  ['account/org/organization//ä/\ud800', 'n0v6rrabbzq5'],
])('the short id of %j is the same for ever: people keep it in their scripts', (tokenId, id) => {
  expect(shortId(tokenId)).toBe(id)
})
