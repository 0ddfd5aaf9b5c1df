import type { VaultState } from '#shared/model/vault'
import type { Way } from '#renderer/text/guards'
import { protectionText as text } from '#renderer/text/protection'
import { vaultWords } from '#renderer/text/vault-words'
import { Button } from '#renderer/ui/button'
import { Checkbox, RadioGroup } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { Guards } from '#renderer/ui/forms/guards'
import { NewPassphrase } from '#renderer/ui/forms/new-passphrase'
import { Lead } from '#renderer/ui/forms/parts'
import { TypedKeyField } from '#renderer/ui/forms/typed-key'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import type { Method } from './methods.ts'
import type { CodeChoice, Protect } from './use-protect.ts'

type OpenVault = Extract<VaultState, { kind: 'open' }>

interface ProtectFormProps {
  readonly vault: OpenVault
  readonly protect: Protect
  readonly recovered: boolean
  readonly onShowCode: () => void
}

/** What is chosen and typed to change how the vault opens. */
export function ProtectForm({ vault, protect, recovered, onShowCode }: ProtectFormProps) {
  const { job, method, passphrase, rekey, mustRekey, means } = protect
  const weak = vault.keystore.level !== 'strong'
  return (
    <>
      <Lead>{leadOf(vault, recovered)}</Lead>
      <RadioGroup
        label={text.method}
        options={protect.methods.map((id) => ({
          id,
          label: text.methods[id],
          help: weak ? weakHelp(id) : text.methodHelp[id],
        }))}
        value={method}
        onChange={protect.setMethod}
        isDisabled={job.busy}
      />
      <Guards way={weak ? weakWay(method) : method} />
      {(passphrase === 'chosen' || passphrase === 'kept') && (
        <Checkbox isSelected={passphrase === 'chosen'} onChange={protect.setFresh} isDisabled={job.busy}>
          {text.setPassphrase}
        </Checkbox>
      )}
      {(passphrase === 'chosen' || passphrase === 'needed') && (
        <NewPassphrase handle={protect.newPassphrase} label={text.newPassphrase} />
      )}
      <Code protect={protect} onShowCode={onShowCode} />
      <Checkbox isSelected={rekey} onChange={protect.setRekey} help={text.rekeyHelp} isDisabled={job.busy || mustRekey}>
        {text.rekey}
      </Checkbox>
      {protect.leavesOldWays && <Notice tone="warn">{text.oldWays}</Notice>}
      {means.length > 0 && (
        <div className={forms['fields']}>
          <Lead>{text.now}:</Lead>
          <TypedKeyField handle={protect.typed} means={means} label={text.passphraseNow} onChoose={protect.setMeans} />
        </div>
      )}
      {job.error && <FailureNotice error={job.error} />}
      {job.busy && vault.rekeying && <RekeyProgress {...vault.rekeying} />}
    </>
  )
}

/** Why the form is open. That the keystore has lost its key is known some time after the vault was opened. */
function leadOf(vault: OpenVault, recovered: boolean): string {
  const isDead = vault.keystoreSlot === 'dead'
  if (recovered) return `${text.recovered} ${isDead ? text.dead : text.recoveredNext}`
  if (isDead) return text.dead
  return vault.strongerKeystore === null ? text.lead : text.stronger
}

/** Where the keystore protects little, what it is part of is worth as much as the rest of it. */
function weakWay(method: Method): Way {
  return method === 'os' || method === 'either' ? 'weak-accepted' : 'passphrase'
}

function weakHelp(method: Method): string {
  if (method === 'passphrase') return text.methodHelp.passphrase
  return method === 'os-passphrase' ? text.weakTogetherHelp : text.weakHelp
}

function RekeyProgress({ done, total }: { readonly done: number; readonly total: number }) {
  return <Progress label={vaultWords.rekeying(done, total)} {...(total > 0 && { value: done / total })} />
}

function helpOf(code: CodeChoice): string | undefined {
  return code === 'keep' || code === 'none' ? undefined : text.codeHelp[code]
}

function Code({ protect, onShowCode }: Pick<ProtectFormProps, 'protect' | 'onShowCode'>) {
  const { code, codes, setCode, needsCode, codeMissing, codeGone, showCode, job } = protect
  return (
    <div className={forms['fields']}>
      <RadioGroup
        label={text.code}
        options={codes.map((id) => {
          const help = helpOf(id)
          return { id, label: text.codes[id], ...(help !== undefined && { help }) }
        })}
        value={code}
        onChange={setCode}
        isDisabled={job.busy}
        error={codeMissing ? text.codeMissing : null}
      />
      {codeGone && <Notice tone="warn">{text.codeGone}</Notice>}
      {needsCode && (
        <div>
          <Button ref={showCode} isDisabled={job.busy} onPress={onShowCode}>
            {text.showCode}
          </Button>
        </div>
      )}
      {!needsCode && (code === 'new' || code === 'add') && <Notice tone="info">{text.codeReady}</Notice>}
    </div>
  )
}
