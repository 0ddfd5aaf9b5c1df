import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import type { Profile } from '#shared/model/profile'
import { isSameProfile, profileNameProblem, tidyProfileName } from '#shared/rules/profile-name'
import { call } from '#renderer/data/bridge'
import { useVaults } from '#renderer/data/use-vaults'
import { vaultName, vaultsText as text } from '#renderer/text/vaults'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { Lead } from '#renderer/ui/forms/parts'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useJob } from '#renderer/ui/forms/use-job'
import { TextField } from '#renderer/ui/text-field'
import { toast } from '#renderer/ui/toast'
import styles from './settings.module.css'

/** The vaults on this computer by name: opens them, shows their folders, and makes a new one. None is removed from here. */
export function Vaults({ isAskedFor }: { readonly isAskedFor: boolean }) {
  const { vaults, error, look } = useVaults()
  const job = useJob()
  const heading = useRef<HTMLHeadingElement>(null)

  // Focus brings it into view, below whatever else there is to set.
  useEffect(() => {
    if (isAskedFor) heading.current?.focus()
  }, [isAskedFor])

  async function open(name: string): Promise<void> {
    const answer = await job.run(() => call('profile.open', { name }))
    if (answer.ok) toast({ text: text.opened(vaultName(name)), tone: 'good' })
  }

  return (
    <section className={forms['section']}>
      <h3 ref={heading} tabIndex={-1} className={forms['heading']}>
        {text.title}
      </h3>
      <Lead>{text.lead}</Lead>
      <ul className={styles['vaults']} aria-label={text.title}>
        {vaults.map((vault) => (
          <VaultLine
            key={vault.name}
            vault={vault}
            isDisabled={job.busy}
            onOpen={() => void open(vault.name)}
            onShow={() => void job.run(() => call('profile.showFolder', { name: vault.name }))}
          />
        ))}
      </ul>
      {error && <FailureNotice error={error} />}
      {job.error && <FailureNotice error={job.error} />}
      <NewVault taken={vaults} onMade={look} />
    </section>
  )
}

interface VaultLineProps {
  readonly vault: Profile
  readonly isDisabled: boolean
  readonly onOpen: () => void
  readonly onShow: () => void
}

function VaultLine({ vault: { name: id, isOwn, isNew }, isDisabled, onOpen, onShow }: VaultLineProps) {
  const name = vaultName(id)
  return (
    <li className={styles['vault']}>
      <span className={styles['vaultName']}>
        {name}
        {isOwn && <Badge tone="accent">{text.here}</Badge>}
        {isNew && <Badge title={text.newHelp}>{text.new}</Badge>}
      </span>
      {!isOwn && (
        <Button size="small" label={text.openIt(name)} isDisabled={isDisabled} onPress={onOpen}>
          {text.open}
        </Button>
      )}
      <Button size="small" variant="quiet" label={text.showFolderOf(name)} isDisabled={isDisabled} onPress={onShow}>
        {text.showFolder}
      </Button>
    </li>
  )
}

function NewVault({ taken, onMade }: { readonly taken: readonly Profile[]; readonly onMade: () => void }) {
  const job = useJob()
  const [fields, showProblem] = useFirstProblem()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  async function submit(): Promise<void> {
    const name = tidyProfileName(typed)
    const found = problemOf(name, taken)
    setProblem(found)
    if (found !== null) {
      showProblem()
      return
    }
    const answer = await job.run(() => call('profile.make', { name }))
    // Its folder may be there although it did not start.
    onMade()
    if (!answer.ok) return
    setTyped('')
    toast({ text: text.opened(answer.value.name), tone: 'good' })
  }

  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div ref={fields}>
        <TextField
          label={text.name}
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setProblem(null)
          }}
          help={text.nameHelp}
          error={problem}
          isDisabled={job.busy}
          trailing={
            <Button type="submit" busy={job.busy}>
              {text.make}
            </Button>
          }
        />
      </div>
      {job.error && <FailureNotice error={job.error} />}
    </form>
  )
}

function problemOf(name: string, taken: readonly Profile[]): string | null {
  const problem = profileNameProblem(name)
  if (problem !== null) return text.problems[problem]
  return taken.some((vault) => isSameProfile(vault.name, name)) ? text.taken : null
}
