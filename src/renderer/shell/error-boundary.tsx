import { Component, type ReactNode } from 'react'
import { shellText } from '#renderer/text/shell'
import { Button } from '#renderer/ui/button'
import { EmptyState } from '#renderer/ui/empty-state'
import styles from './shell.module.css'

/** Stands in for a window whose drawing failed. Says nothing of the failure itself: a message could hold anything. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <main className={styles['whole']}>
        <EmptyState
          title={shellText.crashed}
          actions={
            <Button variant="primary" onPress={() => window.location.reload()}>
              {shellText.reload}
            </Button>
          }
        >
          {shellText.crashedHelp}
        </EmptyState>
      </main>
    )
  }
}
