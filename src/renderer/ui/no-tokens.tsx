import type { ReactNode } from 'react'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { shellText } from '#renderer/text/shell'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

export interface NoTokensProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
}

/** Stands where there is nothing to show before there is a token; the way to the first one is an account. */
export function NoTokens({ icon, title, children }: NoTokensProps) {
  const hasAccounts = useFacts((facts) => facts.accounts.length > 0)
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        !hasAccounts && (
          <Button variant="primary" onPress={() => openDialog({ kind: 'add-account' })}>
            {shellText.addAccount}
          </Button>
        )
      }
    >
      {children}
    </EmptyState>
  )
}
