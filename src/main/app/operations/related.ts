import { isOpen } from '../../operations/index.ts'
import type { Context } from '../context.ts'

/**
 * A token was revoked or got a new secret: operations that waited for a decision about it have nothing to wait for any
 * more. Never throws.
 */
export async function closeRelated({ journal }: Context, tokenId: string, exceptId: string): Promise<void> {
  for (const { operation } of journal.all()) {
    const { id } = operation
    if (id === exceptId || journal.isWorking(id)) continue
    // As it is now: others were written meanwhile.
    const entry = journal.get(id)
    if (!isOpen(entry.operation)) continue
    const { step, emulated, candidates, error, tokenId: old, newTokenId, newSecretId } = entry.operation
    const isAbout = old === tokenId || newTokenId === tokenId
    if (step === 'revoking' && newSecretId === undefined) {
      // It revokes what a lost answer made, whatever becomes of the token that this was to succeed.
      if (newTokenId === tokenId) await journal.note(entry, 'done')
    } else if (step !== 'answer-lost') {
      if (emulated && isAbout) await journal.note(entry, 'done')
    } else if (!emulated && old === tokenId) {
      await journal.note(entry, 'done')
    } else if (candidates.includes(tokenId)) {
      const left = candidates.filter((candidate) => candidate !== tokenId)
      if (left.length === 0) await journal.note(entry, 'done')
      else await journal.note(entry, 'answer-lost', { candidates: left, error })
    }
  }
}
