import { Vault } from 'lucide-react'
import type { ReactNode } from 'react'
import { vaultText as text } from '#renderer/text/vault'
import { classNames } from '#renderer/ui/class-names'
import { VaultMenu } from '#renderer/ui/vault-menu'
import styles from './vault.module.css'

export interface CardProps {
  readonly title: string
  readonly children: ReactNode
  /** Other ways on, at the end of the card, under a line. */
  readonly more?: ReactNode
  /** Room for two columns; never taller than the window, so that what stands at its end is always in sight. */
  readonly wide?: boolean
}

/** The frame of every state of the vault that needs the person: one card in the middle of the window. */
export function Card({ title, children, more, wide = false }: CardProps) {
  return (
    <main className={styles['screen']} aria-label={text.region}>
      <div className={classNames(styles['card'], wide && styles['wide'])}>
        <div className={styles['head']}>
          <Vault size={24} strokeWidth={1.5} aria-hidden />
          <h1 className={styles['title']}>{title}</h1>
          <VaultMenu />
        </div>
        {children}
        {more !== undefined && <div className={styles['more']}>{more}</div>}
      </div>
    </main>
  )
}

export function Text({ children }: { readonly children: ReactNode }) {
  return <p className={styles['text']}>{children}</p>
}
