import { CircleCheck, ClipboardCheck, FileX, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { auditViewText as text } from '#renderer/text/audit-view'
import { shellText } from '#renderer/text/shell'
import { explain } from '#shared/text/errors'
import { Button } from '#renderer/ui/button'
import { EmptyState } from '#renderer/ui/empty-state'
import { Spinner } from '#renderer/ui/spinner'
import { areFiltering, noFindingFilters, type Arranged } from './arrange.ts'
import { FaultLines } from './fault-lines.tsx'
import { useAuditDesk, useAuditView, useFindings } from './use-audit.ts'
import styles from './audit.module.css'

/** Stands over an empty list and says why it is empty. */
export function NothingToShow({ arranged }: { readonly arranged: Arranged }) {
  const faults = useFacts(({ audit }) => audit.policy.faults)
  const why = useWhy()
  const isHidden = arranged.lines.length > 0 && faults.length === 0
  return isHidden ? null : <div className={styles['over']}>{why}</div>
}

function useWhy(): ReactNode {
  const { audit, findings, error } = useFindings((state) => state)
  const isFiltered = useAuditView(({ filters, query }) => areFiltering(filters) || query.trim() !== '')
  const policy = useFacts((facts) => facts.audit.policy)
  if (policy.faults.length > 0) return <BadPolicy />
  if (audit === null) return error === null ? <Reading /> : <Failed />
  if (audit.tokens === 0 && findings.length === 0) return <NoTokens />
  if (findings.length > 0 && isFiltered) return <NoMatch />
  return findings.length > 0 ? <AllAside number={findings.length} /> : <Nothing tokens={audit.tokens} />
}

function Reading() {
  return (
    <div className={styles['reading']} role="status">
      <Spinner size={24} />
      {text.running}
    </div>
  )
}

function Failed() {
  const { findings } = useAuditDesk()
  const error = useFindings((state) => state.error)
  const words = error === null ? null : explain(error)
  return (
    <EmptyState
      icon={<FileX size={28} strokeWidth={1.5} />}
      title={text.failed}
      actions={<Button onPress={() => void findings.read()}>{shellText.retry}</Button>}
    >
      {words?.sentence} {words?.nextStep}
    </EmptyState>
  )
}

function BadPolicy() {
  const { name, faults } = useFacts(({ audit }) => audit.policy)
  return (
    <EmptyState
      icon={<FileX size={28} strokeWidth={1.5} />}
      title={text.badPolicy}
      actions={
        <Button variant="primary" onPress={() => openDialog({ kind: 'policy' })}>
          {text.choosePolicy}
        </Button>
      }
    >
      <p>{text.badPolicyHelp(name)}</p>
      <ul className={styles['faults']}>
        <FaultLines faults={faults.slice(0, 10)} />
      </ul>
    </EmptyState>
  )
}

function NoTokens() {
  return (
    <EmptyState
      icon={<ClipboardCheck size={28} strokeWidth={1.5} />}
      title={text.noTokens}
      actions={
        <Button variant="primary" onPress={() => openDialog({ kind: 'add-account' })}>
          {shellText.addAccount}
        </Button>
      }
    >
      {text.noTokensHelp}
    </EmptyState>
  )
}

function NoMatch() {
  const { view } = useAuditDesk()
  return (
    <EmptyState
      icon={<SearchX size={28} strokeWidth={1.5} />}
      title={text.noMatch}
      actions={
        <Button
          onPress={() => {
            view.setQuery('')
            view.setFilters(noFindingFilters)
          }}
        >
          {text.clearFilters}
        </Button>
      }
    >
      {text.noMatchHelp}
    </EmptyState>
  )
}

function AllAside({ number }: { readonly number: number }) {
  return (
    <EmptyState icon={<CircleCheck size={28} strokeWidth={1.5} />} title={text.allAside}>
      {text.allAsideHelp(number)}
    </EmptyState>
  )
}

function Nothing({ tokens }: { readonly tokens: number }) {
  return (
    <EmptyState icon={<CircleCheck size={28} strokeWidth={1.5} />} title={text.none}>
      {text.noneHelp(tokens)}
    </EmptyState>
  )
}
