import { useState } from 'react'
import { createText as text } from '#renderer/text/create'
import { ownerKindLabels, ownerLabel } from '#shared/text/words'
import styles from '#renderer/ui/forms/forms.module.css'
import { Select } from '#renderer/ui/select'
import { TextField } from '#renderer/ui/text-field'
import type { OwnerChoice } from './choices.ts'
import type { TargetChoice } from './use-target.ts'

/** Beyond so many owners the list is searched, not scrolled. */
const most = 100

function ownerOption({ key, owner }: OwnerChoice) {
  return {
    id: key,
    label: ownerLabel(owner),
    ...(owner.kind !== 'me' && { help: ownerKindLabels[owner.kind] }),
  }
}

/** Which account, for whom, which kind. Choices with one answer are not asked. */
export function TargetFields({ choice, isDisabled }: { readonly choice: TargetChoice; readonly isDisabled: boolean }) {
  const [search, setSearch] = useState('')
  const { target, owners } = choice
  if (target === null) return null
  const wanted = search.trim().toLowerCase()
  const found = owners.filter(
    (owner) => owner.key === target.owner.key || ownerLabel(owner.owner).toLowerCase().includes(wanted),
  )
  return (
    <div className={styles['pair']}>
      <Select
        label={text.account}
        options={choice.accounts.map(({ id, name, origin }) => ({ id, label: name, help: origin }))}
        value={target.account.id}
        onChange={choice.chooseAccount}
        isDisabled={isDisabled}
      />
      {owners.length > most && (
        <TextField label={text.findOwner} value={search} onChange={setSearch} isDisabled={isDisabled} />
      )}
      <Select
        label={text.owner}
        options={found.slice(0, most).map(ownerOption)}
        value={target.owner.key}
        onChange={choice.chooseOwner}
        isDisabled={isDisabled}
        {...(found.length > most && { help: text.tooMany(found.length) })}
      />
      {target.owner.kinds.length > 1 && (
        <Select
          label={text.kind}
          options={target.owner.kinds.map(({ kind, label }) => ({ id: kind, label }))}
          value={target.kind.kind}
          onChange={choice.chooseKind}
          isDisabled={isDisabled}
        />
      )}
    </div>
  )
}
