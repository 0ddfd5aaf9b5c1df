import { useEffect, useState } from 'react'
import type { Output, Result } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import { call } from '#renderer/data/bridge'
import { useFacts, useMirrorState } from '#renderer/data/use-mirror'

export type Team = Pick<Output<'team.list'>, 'owners' | 'lists' | 'more'>

/** A listing changes rows many times; main is asked once it pauses. */
const pauseMs = 250

/** Who has which tokens now; asked again when tokens or members may have changed. */
export function useTeam(): { readonly team: Team | null; readonly error: AppError | null } {
  const changed = useTeamVersion()
  const [known, setKnown] = useState<{ team: Team | null; error: AppError | null }>({ team: null, error: null })
  useEffect(() => {
    let isShown = true
    const timer = setTimeout(
      () => {
        void readTeam(
          () => isShown,
          (team) => setKnown((before) => (team.isWhole || before.team === null ? { team, error: null } : before)),
          (error) => setKnown(({ team }) => ({ team, error })),
        )
      },
      changed.isFirst ? 0 : pauseMs,
    )
    return () => {
      isShown = false
      clearTimeout(timer)
    }
  }, [changed.version, changed.isFirst])
  return known
}

/** Reads the owners piece by piece: those to look at are there at once; who looks at earlier ones keeps them until all are. */
async function readTeam(
  isWanted: () => boolean,
  show: (team: Team & { readonly isWhole: boolean }) => void,
  fail: (error: AppError) => void,
): Promise<void> {
  const owners: Team['owners'] = []
  let lists: Team['lists'] = []
  let listId: string | null = null
  for (let next: number | null = 0; next !== null;) {
    const answer: Result<Output<'team.list'>> = await call('team.list', { listId, from: next })
    if (!isWanted()) return
    if (!answer.ok) {
      fail(answer.error)
      return
    }
    const { from, more } = answer.value
    // Something has changed meanwhile: main begins with the first again.
    owners.length = from
    owners.push(...answer.value.owners)
    if (from === 0) lists = answer.value.lists
    ;({ listId, next } = answer.value)
    show({ owners: [...owners], lists, more, isWhole: next === null })
  }
}

/** Another word after each change that owners may have to do with. */
function useTeamVersion(): { readonly version: string; readonly isFirst: boolean } {
  const rows = useMirrorState((state) => state.rowsVersion)
  const refreshing = useFacts((facts) => facts.accounts.map(({ refresh }) => (refresh === null ? 0 : 1)).join(''))
  const audit = useFacts((facts) => facts.audit.last?.auditId ?? '')
  const version = `${rows} ${refreshing} ${audit}`
  const [first] = useState(version)
  return { version, isFirst: version === first }
}

export type OwnedToken = Output<'team.tokens'>['tokens'][number]

/** The tokens of one owner, all of them or the first slice; null until they are there. `version`: ask again. */
export function useOwnedTokens(
  key: string,
  whole: boolean,
  version: unknown,
): { readonly tokens: readonly OwnedToken[] | null; readonly total: number; readonly error: AppError | null } {
  const [known, setKnown] = useState<{ key: string; tokens: readonly OwnedToken[]; total: number } | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  useEffect(() => {
    let isShown = true
    async function read(): Promise<void> {
      const tokens: OwnedToken[] = []
      for (;;) {
        const answer = await call('team.tokens', { key, from: tokens.length })
        if (!isShown) return
        if (!answer.ok) {
          setError(answer.error)
          return
        }
        tokens.push(...answer.value.tokens)
        const { total } = answer.value
        if (whole && tokens.length < total && answer.value.tokens.length > 0) continue
        setError(null)
        setKnown({ key, tokens, total })
        return
      }
    }
    void read()
    return () => {
      isShown = false
    }
  }, [key, whole, version])
  const isThis = known?.key === key
  return { tokens: isThis ? known.tokens : null, total: isThis ? known.total : 0, error }
}
