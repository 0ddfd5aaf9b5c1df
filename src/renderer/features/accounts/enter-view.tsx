import { useRef, useState } from 'react'
import type { NamedAddress } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { hasPages } from '#shared/rules/guide'
import { call } from '#renderer/data/bridge'
import { accountText as text } from '#renderer/text/accounts'
import { formText } from '#renderer/text/forms'
import { namedHelp, namedText } from '#renderer/text/named'
import { Button } from '#renderer/ui/button'
import { RadioGroup } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, type View } from '#renderer/ui/forms/parts'
import { refusesSecret, SecretEntry, type SecretEntryHandle } from '#renderer/ui/forms/secret-entry'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { Select } from '#renderer/ui/select'
import { TextField } from '#renderer/ui/text-field'
import type { Checked } from './checked.ts'
import { NamedSecret } from './named-secret.tsx'
import { besides, SignInFields, type SignInHandle } from './sign-in-fields.tsx'
import { useNamed } from './use-named.ts'

/** The choice that lets the person type an address. */
const own = 'own-address'

/** Main takes the secret: nothing is in the window that could be given back. */
const fromConfiguration = { secret: { from: 'configuration' }, giveBack: () => {} } as const

interface EnterOptions {
  readonly providers: readonly ProviderRecord[]
  readonly onChecked: (checked: Checked) => void
  readonly onClose: () => void
}

/** The choice of an address that the configuration of the provider's tool names. */
const idOf = ({ address }: NamedAddress): string => `named ${address}`

/** First view of "Add account": which provider, where, and the token. What is entered survives a failed check. */
export function useEnterView({ providers, onChecked, onClose }: EnterOptions): {
  readonly view: View
  readonly provider: ProviderRecord | undefined
} {
  const job = useJob()
  const [fields, showProblem] = useFirstProblem()
  const entry = useRef<SecretEntryHandle>(null)
  const signIn = useRef<SignInHandle>(null)
  const [providerId, setProviderId] = useState(providers[0]?.id ?? '')
  const record = providers.find(({ id }) => id === providerId)
  const [instance, setInstance] = useState(record?.instances[0]?.id ?? own)
  const [typed, setTyped] = useState('')
  const [missing, setMissing] = useState({ address: false, secret: false })
  const { named, unusable } = useNamed(record)
  const [takenFrom, setTakenFrom] = useState<NamedAddress | null>(null)
  const chosen = record?.instances.find(({ id }) => id === instance)
  const chosenNamed = named.find((one) => idOf(one) === instance)
  const isOwn = chosen === undefined && chosenNamed === undefined
  const address = chosen?.origin ?? chosenNamed?.address ?? typed.trim()
  const format = record?.custom?.namedIn
  const isTaken = chosenNamed !== undefined && chosenNamed === takenFrom
  const addressFailed = ['origin-refused', 'unknown-host', 'not-found'].includes(job.error?.kind ?? '')

  function chooseProvider(id: string): void {
    setProviderId(id)
    setInstance(providers.find((provider) => provider.id === id)?.instances[0]?.id ?? own)
    job.clear()
  }

  async function submit(): Promise<void> {
    if (!record || job.busy) return
    const taken = isTaken ? fromConfiguration : (entry.current?.take() ?? null)
    const beside = signIn.current?.take() ?? null
    setMissing({ address: address === '', secret: taken === null })
    if (address === '' || taken === null || beside === null) {
      taken?.giveBack()
      beside?.giveBack()
      showProblem()
      return
    }
    const answer = await job.run((jobId) =>
      call('account.check', { provider: record.id, address, secret: taken.secret, ...besides(beside), jobId }),
    )
    if (answer.ok) onChecked(answer.value)
    else if (!refusesSecret(answer.error.kind)) {
      taken.giveBack()
      beside.giveBack()
    }
  }

  const view: View = {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <div ref={fields} className={styles['fields']}>
        <Select
          label={text.provider}
          options={providers.map(({ id, name }) => ({ id, label: name }))}
          value={providerId}
          onChange={chooseProvider}
          isDisabled={job.busy}
          autoFocus
        />
        {record && record.notice !== '' && (
          <Notice tone="info">
            <span className={styles['lines']} data-selectable>
              {record.notice}
            </span>
          </Notice>
        )}
        {record && (record.instances.length > 1 || record.custom) && (
          <RadioGroup
            label={text.instance}
            options={[
              ...record.instances.map(({ id, name, origin }) => ({ id, label: name, help: origin })),
              ...(format === undefined
                ? []
                : named.map((one) => ({ id: idOf(one), label: one.address, help: namedHelp(one, format) }))),
              ...(record.custom ? [{ id: own, label: record.custom.label }] : []),
            ]}
            value={isOwn ? own : instance}
            onChange={setInstance}
            isDisabled={job.busy}
          />
        )}
        {record?.custom && isOwn && (
          <TextField
            label={text.address}
            type="url"
            value={typed}
            onChange={setTyped}
            placeholder={record.custom.placeholder}
            help={record.custom.says}
            error={missing.address && address === '' ? text.addressNeeded : null}
            maxLength={2000}
            isDisabled={job.busy}
          />
        )}
        {record && (
          <SignInFields key={`beside ${record.id}`} handle={signIn} fields={record.signIn} isDisabled={job.busy} />
        )}
        {format !== undefined && unusable > 0 && <p>{namedText.unusable(format, unusable)}</p>}
        {record && !isTaken && (
          <SecretEntry
            // Another provider's token is another secret: the field starts afresh.
            key={record.id}
            handle={entry}
            label={record.secret.label}
            placeholder={record.secret.placeholder}
            prefix={record.secret.prefix}
            provider={record.id}
            help={text.makeTokenHelp}
            error={missing.secret ? formText.secretNeeded : null}
            onEdit={() => setMissing((now) => ({ ...now, secret: false }))}
            isDisabled={job.busy}
          />
        )}
        {format !== undefined && chosenNamed && (
          <NamedSecret
            named={chosenNamed}
            format={format}
            isTaken={isTaken}
            onTake={(isNow) => setTakenFrom(isNow ? chosenNamed : null)}
            isDisabled={job.busy}
          />
        )}
        {record && hasPages(record) && (
          <div>
            <Button
              variant="link"
              isDisabled={address === ''}
              onPress={() => void call('link.open', { what: 'new-token', provider: record.id, address })}
            >
              {text.makeToken}
            </Button>
          </div>
        )}
        {job.error && <FailureNotice error={job.error} {...(addressFailed && { lead: `${address}:` })} />}
      </div>
    ),
    footer: <JobFooter job={job} doing={text.checking(record?.name ?? '')} submit={text.check} onClose={onClose} />,
  }
  return { view, provider: record }
}
