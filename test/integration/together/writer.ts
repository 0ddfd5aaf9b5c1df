// A process of its own that writes to a vault: `node writer.ts <profile> <service> <name> <rounds>`. The service is a folder with one
// file a token. Says on a line of its own what is durable, each time something is, and `done` at the end.
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { IssuedToken, Page } from '#main/ports/provider'
import { account, acme, openReal } from './real-app.ts'

const [, , profile = '', service = '', name = '', rounds = '0'] = process.argv
/** A token has room for so many. */
const mostTags = 20
const never = new AbortController().signal

function say(...words: readonly string[]): void {
  process.stdout.write(`${words.join(' ')}\n`)
}

const issued = (issuerId: string): IssuedToken => ({
  issuerId,
  name: issuerId,
  description: '',
  created: { kind: 'unknown' },
  lastUsed: { kind: 'never' },
  expiry: { kind: 'never' },
  scopes: { kind: 'full' },
})

const session = {
  async *list(): AsyncGenerator<Page> {
    yield { tokens: (await readdir(service)).map(issued) }
  },
}

// No timer of the app keeps a process alive.
const alive = setInterval(() => {}, 60_000)
const { app, window, log } = await openReal(profile)
const { handlers, context } = app
const sharedId = window.row('shared').token.id
say('ready')
for (let round = 0; round < Number(rounds); round += 1) {
  const word = `${name}-${round}`
  const { tokenId } = await handlers['other.add']({
    token: {
      name: word,
      service: 'Acme',
      serviceUrl: '',
      owner: '',
      expiry: { kind: 'never' },
      manageUrl: '',
      notes: '',
    },
    secret: { from: 'field', value: `EXAMPLE-${word}` },
  })
  say('token', word)
  await handlers['token.annotate']({ tokenId, tags: ['made'], notes: word })
  say('note', word)
  const { placeId } = await handlers['place.add']({ tokenId, where: { kind: 'other', name: word }, note: '' })
  say('place', placeId)
  // One record that both change all the time.
  const { tags = [] } = window.rows.get(sharedId) ?? {}
  if (round < mostTags / 2 && tags.length < mostTags) {
    await handlers['token.annotate']({ tokenId: sharedId, tags: [...tags, word] })
    say('tag', word)
  }
  await writeFile(join(service, word), '')
  await context.inventory.upsert(context.inventory.tokenFrom(account, acme, issued(word)))
  say('listed', word)
  if (round % 5 === 4) {
    await context.inventory.list(session, account, acme, never)
    say('refreshed', word)
  }
}
await app.close()
clearInterval(alive)
const troubles = log.lines.filter(({ level }) => level !== 'info').map(({ message, fields }) => ({ message, fields }))
say('done', Buffer.from(JSON.stringify(troubles)).toString('base64url'))
