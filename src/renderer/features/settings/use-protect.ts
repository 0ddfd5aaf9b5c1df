import { type RefObject, useRef, useState } from 'react'
import type { TypedKey } from '#shared/contract'
import type { SlotKind, VaultState } from '#shared/model/vault'
import { call } from '#renderer/data/bridge'
import { protectionText as text } from '#renderer/text/protection'
import type { NewPassphraseHandle } from '#renderer/ui/forms/new-passphrase'
import { typedForOpen, type TypedKeyHandle } from '#renderer/ui/forms/typed-key'
import { type Job, useJob } from '#renderer/ui/forms/use-job'
import { toast } from '#renderer/ui/toast'
import { type Method, methodOf, methodsFor, passphraseKind, slotsOf } from './methods.ts'

type OpenVault = Extract<VaultState, { kind: 'open' }>

export type CodeChoice = 'keep' | 'new' | 'add' | 'drop' | 'none'

/** The form that says how a vault shall open: what is chosen, what follows from it, and how it is sent. */
export interface Protect {
  readonly job: Job
  readonly methods: readonly Method[]
  readonly method: Method
  readonly setMethod: (method: Method) => void
  /** Whether a passphrase is made now: by need, by choice, or not at all. */
  readonly passphrase: 'needed' | 'chosen' | 'kept' | 'none'
  readonly setFresh: (fresh: boolean) => void
  readonly codes: readonly CodeChoice[]
  readonly code: CodeChoice
  readonly setCode: (code: CodeChoice) => void
  /** A new code is wanted and was not written down yet. */
  readonly needsCode: boolean
  readonly codeMissing: boolean
  readonly codeGone: boolean
  readonly setRecoveryId: (id: string) => void
  readonly rekey: boolean
  /** Everything is sealed anew in any case: only that makes a vault as strong as the keystore has become. */
  readonly mustRekey: boolean
  /** A way in goes away or is made anew, and what is older on this disk goes on opening by it. */
  readonly leavesOldWays: boolean
  readonly setRekey: (rekey: boolean) => void
  /** What can be typed to prove that one may, the likelier first. */
  readonly means: readonly TypedKey['with'][]
  readonly setMeans: (means: TypedKey['with']) => void
  readonly newPassphrase: RefObject<NewPassphraseHandle | null>
  readonly typed: RefObject<TypedKeyHandle | null>
  /** The button that shows the new code. */
  readonly showCode: RefObject<HTMLButtonElement | null>
  readonly submit: () => Promise<void>
}

/** Why the form is open, beyond a person's wish. */
export interface Cause {
  /** The slot that somebody else may be able to use: everything is sealed anew, and what it opened with is made anew. */
  readonly compromised: SlotKind | null
  /** The vault has just been opened with the recovery code: a keystore that has lost its key gets a new one. */
  readonly recovered: boolean
}

const isPassphrase = (kind: SlotKind | null) => kind === 'passphrase' || kind === 'os-passphrase'

export function useProtect(vault: OpenVault, { compromised, recovered }: Cause, onDone: () => void): Protect {
  const job = useJob()
  const newPassphrase = useRef<NewPassphraseHandle>(null)
  const typed = useRef<TypedKeyHandle>(null)
  const showCode = useRef<HTMLButtonElement>(null)
  const [chosenMethod, setMethod] = useState<Method | null>(null)
  // What has just failed the person for want of a keystore is not what to go on with.
  const isDead = vault.keystoreSlot === 'dead'
  const lostKeystore = (recovered || isDead) && vault.keystore.level !== 'strong'
  const method = chosenMethod ?? (lostKeystore ? 'passphrase' : methodOf(vault.slots))
  const [fresh, setFresh] = useState(false)
  const [chosenCode, setCode] = useState<CodeChoice | null>(null)
  const [recoveryId, setRecoveryId] = useState<string | null>(null)
  const [codeMissing, setCodeMissing] = useState(false)
  const [codeGone, setCodeGone] = useState(false)
  const [chosenRekey, setRekey] = useState<boolean | null>(null)
  const mustRekey = vault.strongerKeystore !== null && method !== 'passphrase'
  // Older generations have the slots of before, and under the same data key what opens them opens the newest, too.
  const losesCode = vault.slots.includes('recovery') && (chosenCode === 'new' || chosenCode === 'drop')
  const losesWay = vault.slots.some((one) => one !== 'recovery' && !slotsOf(method, false).includes(one))
  const replaces = losesWay || (fresh && passphraseKind(method) !== null)
  const rekey = mustRekey || (chosenRekey ?? (compromised !== null || recovered || replaces))
  const all = typedForOpen(vault)
  const means = recovered ? all.toReversed() : all
  const [chosenMeans, setMeans] = useState<TypedKey['with'] | null>(null)
  const typedMeans = chosenMeans ?? means[0] ?? null

  // What is sealed anew has to be known: what is typed to prove that one may is known, and can stay.
  const kind = passphraseKind(method)
  const isNew = kind !== null && !vault.slots.includes(kind)
  const sealed = rekey || isNew || (isDead && kind === 'os-passphrase')
  const lost = (rekey && isPassphrase(compromised)) || (sealed && typedMeans !== 'passphrase')
  const passphrase = kind === null ? 'none' : lost ? 'needed' : fresh ? 'chosen' : 'kept'
  const codeLost = rekey && (compromised === 'recovery' || typedMeans !== 'recovery')
  const codes: readonly CodeChoice[] = !vault.slots.includes('recovery')
    ? ['none', 'add']
    : codeLost
      ? ['new', 'drop']
      : ['keep', 'new', 'drop']
  const code = chosenCode !== null && codes.includes(chosenCode) ? chosenCode : (codes[0] ?? 'none')
  const makesCode = code === 'new' || code === 'add'

  async function submit(): Promise<void> {
    if (makesCode && recoveryId === null) {
      setCodeMissing(true)
      showCode.current?.focus()
      return
    }
    // Nothing is taken out of its field before all of them are filled in.
    if (means.length > 0 && typed.current?.check() !== true) return
    const makes = passphrase === 'needed' || passphrase === 'chosen'
    const value = makes ? (newPassphrase.current?.take() ?? null) : null
    if (makes && value === null) return
    const wanted = {
      slots: slotsOf(method, code !== 'drop' && code !== 'none'),
      passphrase: value,
      recoveryId: makesCode ? recoveryId : null,
      current: typed.current?.take() ?? null,
      acceptWeak: vault.keystore.level !== 'strong',
      rekey,
    }
    const answer = await job.run((jobId) => call('vault.protect', { ...wanted, jobId }))
    if (answer.ok) {
      toast({ text: rekey ? text.rekeyed : text.saved, tone: 'good' })
      onDone()
    } else if (answer.error.kind === 'not-found') {
      job.clear()
      setRecoveryId(null)
      setCodeGone(true)
    }
  }

  return {
    job,
    methods: methodsFor(vault),
    method,
    setMethod,
    passphrase,
    setFresh,
    codes,
    code,
    setCode: (choice) => {
      setCodeMissing(false)
      setCode(choice)
    },
    needsCode: makesCode && recoveryId === null,
    codeMissing,
    codeGone,
    setRecoveryId: (id) => {
      setCodeMissing(false)
      setCodeGone(false)
      setRecoveryId(id)
    },
    rekey,
    mustRekey,
    leavesOldWays: (replaces || losesCode) && !rekey,
    setRekey,
    means,
    setMeans,
    newPassphrase,
    typed,
    showCode,
    submit,
  }
}
