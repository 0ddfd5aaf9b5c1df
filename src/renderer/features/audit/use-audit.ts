import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Finding } from '#shared/model/finding'
import { useFacts, useMirror } from '#renderer/data/use-mirror'
import { arrange, type Arranged } from './arrange.ts'
import { auditDeskOf, type AuditDesk, type AuditViewState } from './audit-desk.ts'
import type { FindingsState } from './findings.ts'

export function useAuditDesk(): AuditDesk {
  return auditDeskOf(useMirror())
}

/** A part of what the person looks at in the audit. */
export function useAuditView<T>(select: (state: AuditViewState) => T): T {
  return useStore(useAuditDesk().view.store, select)
}

/** A part of what was read of the last audit. */
export function useFindings<T>(select: (state: FindingsState) => T): T {
  return useStore(useAuditDesk().findings.store, select)
}

/** Reads the findings when the screen is opened, and again whenever main has judged anew. */
export function useFollowAudit(): void {
  const { findings } = useAuditDesk()
  const auditId = useFacts(({ audit }) => audit.last?.auditId ?? null)
  const isUsable = useFacts(({ audit }) => audit.policy.faults.length === 0)
  useEffect(() => {
    if (isUsable) findings.follow(auditId)
  }, [findings, auditId, isUsable])
}

/** The findings as the list shows them. */
export function useArranged(): Arranged {
  const findings = useFindings((state) => state.findings)
  const groupBy = useAuditView((state) => state.groupBy)
  const filters = useAuditView((state) => state.filters)
  const query = useAuditView((state) => state.query)
  const closed = useAuditView((state) => state.closed)
  return useMemo(
    () => arrange(findings, { groupBy, filters, query, closed }),
    [findings, groupBy, filters, query, closed],
  )
}

/** The finding that the pane shows; undefined where it is not there any more. */
export function useCurrentFinding(): Finding | undefined {
  const currentId = useAuditView((state) => state.currentId)
  return useFindings(({ findings }) => findings.find(({ id }) => id === currentId))
}
