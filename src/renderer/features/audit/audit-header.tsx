import { RefreshCw, ScrollText } from 'lucide-react'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { auditViewText as text } from '#renderer/text/audit-view'
import { Button } from '#renderer/ui/button'
import screen from '#renderer/ui/screen.module.css'
import { SearchInput } from '#renderer/ui/search-input'
import { SaveReport } from './save-report.tsx'
import { useAuditDesk, useAuditView } from './use-audit.ts'
import { useRunAudit } from './use-run-audit.ts'

/** Search, the policy that the audit goes by, its report, and making it once more. */
export function AuditHeader() {
  const { view } = useAuditDesk()
  const query = useAuditView((state) => state.query)
  const policy = useFacts(({ audit }) => audit.policy)
  const isRunning = useFacts(({ audit }) => audit.isRunning)
  const run = useRunAudit()
  return (
    <header className={screen['toolbar']}>
      <SearchInput label={text.search} value={query} onChange={view.setQuery} />
      <Button icon={<ScrollText size={14} aria-hidden />} onPress={() => openDialog({ kind: 'policy' })}>
        {text.policy(policy.name)}
      </Button>
      <SaveReport />
      <Button
        icon={<RefreshCw size={14} aria-hidden />}
        busy={isRunning || run.busy}
        isDisabled={policy.faults.length > 0}
        onPress={() => void run.start()}
      >
        {text.again}
      </Button>
    </header>
  )
}
