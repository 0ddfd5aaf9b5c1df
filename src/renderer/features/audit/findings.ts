import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AuditHead, Deciding } from '#shared/contract/findings'
import type { AppError } from '#shared/model/error'
import type { Finding } from '#shared/model/finding'
import { restated } from '#shared/rules/finding-state'
import { call } from '#renderer/data/bridge'
import { readyForSearch } from './arrange.ts'

export interface FindingsState {
  /** The audit that the findings are of; null while none was read. */
  readonly audit: AuditHead | null
  readonly findings: readonly Finding[]
  readonly isReading: boolean
  /** Why they could not be read. */
  readonly error: AppError | null
}

/** The findings of the last audit, as far as the window has read them. */
export interface Findings {
  readonly store: StoreApi<FindingsState>
  /** Reads those of the audit that main speaks of, unless they are here or on their way. Null: it made none yet. */
  readonly follow: (auditId: string | null) => void
  /** Reads them whatever was read before. */
  readonly read: () => Promise<void>
  /** Reads nothing anew until the function that it gives is called: each decision makes another audit. */
  readonly hold: () => () => void
  /** Shows what was decided before main has judged everything anew. */
  readonly decided: (decisions: readonly Deciding[]) => void
}

export function createFindings(): Findings {
  const store = createStore<FindingsState>(() => ({ audit: null, findings: [], isReading: false, error: null }))
  let reading = 0
  /** The audit that is read, or was read last. */
  let known: string | null = null
  let holds = 0
  /** What was to be followed meanwhile. */
  let missed: { readonly auditId: string | null } | null = null

  async function read(): Promise<void> {
    const number = (reading += 1)
    known = null
    store.setState({ isReading: true, error: null })
    const findings: Finding[] = []
    for (let next: number | null = 0; next !== null;) {
      const answer: Awaited<ReturnType<typeof ask>> = await ask(next)
      if (number !== reading) return
      if (!answer.ok) {
        store.setState({ isReading: false, error: answer.error })
        return
      }
      const { audit, from } = answer.value
      known = audit.auditId
      // Another audit was made meanwhile: main begins with its first finding again.
      findings.length = from
      findings.push(...answer.value.findings)
      readyForSearch(answer.value.findings)
      next = answer.value.next
      // The worst are there at once; who looks at an earlier audit keeps it until this one is whole.
      if (next === null) store.setState({ audit, findings, isReading: false })
      else if (store.getState().audit === null) store.setState({ audit, findings: [...findings] })
    }
  }

  const ask = (from: number) => call('findings.list', { auditId: known, from })

  function follow(auditId: string | null): void {
    if (holds > 0) {
      missed = { auditId }
      return
    }
    const { isReading, error } = store.getState()
    if (known === null ? isReading : known === auditId) return
    if (error !== null && auditId === null) return
    void read()
  }

  function release(): void {
    holds -= 1
    if (holds > 0 || missed === null) return
    const { auditId } = missed
    missed = null
    follow(auditId)
  }

  return {
    store,
    read,
    follow,
    hold: () => {
      holds += 1
      return release
    },
    decided: (decisions) => {
      const made = new Map(decisions.map(({ findingId, decision }) => [findingId, decision]))
      store.setState(({ findings }) => ({
        findings: findings.map((finding) => {
          const decision = made.get(finding.id)
          if (decision === undefined) return finding
          const now = Date.now()
          return restated(finding, decision && { ...decision, at: now }, now)
        }),
      }))
    },
  }
}
