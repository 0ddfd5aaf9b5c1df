import type { Part } from '#shared/model/account'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'

/** A part of the inventory in memory. `facts` is replaced, never changed in place. */
export interface PartState {
  /** Random; names the part's snapshots, so that no file name tells an owner. */
  readonly key: string
  readonly provider: string
  facts: Part
  readonly tokens: Map<string, Token>
  /** When Keyrack itself last changed a token, on the inventory's own counter of changes. Not kept over a restart. */
  readonly touched: Map<string, number>
  /** Tokens that no snapshot has yet as they are here, with the moment when they were changed, on the same counter. */
  readonly unsaved: Map<string, number>
  /** When the listing that is under way began; null while none is. */
  listedFrom: Instant | null
  /** The snapshot's revision; 0 when nothing was written yet. */
  revision: number
  /** The ids of the tokens in each chunk of the snapshot; empty when the next save has to write all of it. */
  chunks: string[][]
  /** How often each chunk was written again since then. */
  edits: number[]
  /** Names of the snapshots on the disk, of this and of earlier revisions, as far as this process knows. */
  files: string[]
  /** True once the part is removed: whoever still holds it has come too late. */
  removed: boolean
  /** A later version has written some of its snapshots: nothing is written here. */
  later: boolean
}

export function countActive(tokens: Iterable<Token>): number {
  let count = 0
  for (const token of tokens) if (token.state === 'active') count += 1
  return count
}

/** A part of which nothing is known yet. */
export function newPart(
  key: string,
  provider: string,
  name: Pick<Part, 'id' | 'accountId' | 'owner' | 'kind'>,
): PartState {
  return {
    key,
    provider,
    facts: { ...name, asOf: null, tokens: 0, failure: null, failedAt: null },
    tokens: new Map(),
    touched: new Map(),
    unsaved: new Map(),
    listedFrom: null,
    revision: 0,
    chunks: [],
    edits: [],
    files: [],
    removed: false,
    later: false,
  }
}
