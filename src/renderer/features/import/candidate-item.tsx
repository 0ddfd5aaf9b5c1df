import type { ImportCandidate, ImportSpot } from '#shared/contract/import'
import { isKnownValue, type ImportChoice } from '#shared/rules/import'
import { providerOf, useCatalogue, useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { dayText } from '#shared/text/dates'
import { importText as text } from '#renderer/text/import'
import { calledBy } from '#shared/text/words'
import { Badge } from '#renderer/ui/badge'
import { Checkbox } from '#renderer/ui/choices'
import forms from '#renderer/ui/forms/forms.module.css'
import { Select } from '#renderer/ui/select'
import { TextField } from '#renderer/ui/text-field'
import type { Wishes } from './use-wishes.ts'
import styles from './import.module.css'

interface ItemProps {
  readonly candidate: ImportCandidate
  /** Those of the import, by their paths. */
  readonly files: readonly string[]
  readonly wishes: Wishes
  readonly isDisabled: boolean
}

/** A value that was found: what is known of it, and what the person wants done with it. */
export function CandidateItem({ candidate, files, wishes, isDisabled }: ItemProps) {
  const isTicked = wishes.isTicked(candidate)
  return (
    <li>
      {isKnownValue(candidate) ? (
        <div className={styles['under']}>
          <CandidateHead candidate={candidate} />
        </div>
      ) : (
        <Checkbox isSelected={isTicked} onChange={(on) => wishes.tick(candidate, on)} isDisabled={isDisabled}>
          <CandidateHead candidate={candidate} />
        </Checkbox>
      )}
      <div className={styles['under']}>
        <Says candidate={candidate} files={files} />
        <Known candidate={candidate} />
        {isTicked && <WishFields candidate={candidate} wishes={wishes} isDisabled={isDisabled} />}
      </div>
    </li>
  )
}

interface HeadProps {
  readonly candidate: ImportCandidate
  /** What became of it stands beside it, and not what was known before. */
  readonly isPlain?: boolean
}

/** What a value is called where it was found, its two ends, and what it looks like. */
export function CandidateHead({ candidate, isPlain = false }: HeadProps) {
  const catalogue = useCatalogue()
  const { name, spots, masked, providers, isCertain } = candidate
  const [first] = providers
  const provider = first === undefined ? undefined : (providerOf(catalogue, first)?.name ?? first)
  return (
    <span className={styles['head']}>
      <span className={styles['name']}>{name ?? spots[0]?.entry ?? text.unnamed}</span>
      <code>{masked}</code>
      {!isPlain && provider !== undefined && (
        <Badge tone={isCertain ? 'good' : 'accent'}>
          {isCertain ? text.certain(provider) : text.looksLike(provider)}
        </Badge>
      )}
      {!isPlain && isKnownValue(candidate) && <Badge tone="good">{text.known}</Badge>}
    </span>
  )
}

function Says({ candidate: { spots, service, user, expiresAt }, files }: Pick<ItemProps, 'candidate' | 'files'>) {
  const places = spots.map((spot) => placeOf(spot, files)).filter((place) => place !== '')
  const facts = [service, user, expiresAt === null ? null : text.expires(dayText(expiresAt))].filter(
    (fact) => fact !== null,
  )
  return (
    <>
      {places.length > 0 && <p className={styles['quiet']}>{text.spots(places)}</p>}
      {facts.length > 0 && (
        <p className={styles['quiet']}>
          {text.says} {facts.join(' · ')}
        </p>
      )}
    </>
  )
}

/** The file is named where there are several. */
function placeOf(spot: ImportSpot, files: readonly string[]): string {
  const path = spot.file === null || files.length < 2 ? undefined : files[spot.file]
  return [path, text.spot(spot)].filter(Boolean).join(', ')
}

function Known({ candidate: { tokenIds, accountIds } }: Pick<ItemProps, 'candidate'>) {
  const rows = useMirrorState((state) => state.rows)
  const accounts = useFacts((facts) => facts.accounts)
  const tokens = tokenIds.flatMap((id) => rows.get(id)?.token ?? []).map((token) => `“${calledBy(token)}”`)
  const signIns = accounts.filter(({ id }) => accountIds.includes(id)).map(({ name }) => `“${name}”`)
  return (
    <>
      {tokens.length > 0 && <p className={styles['quiet']}>{text.storedAs(tokens)}</p>}
      {signIns.length > 0 && <p className={styles['quiet']}>{text.signsIn(signIns)}</p>}
    </>
  )
}

function WishFields({ candidate, wishes, isDisabled }: Omit<ItemProps, 'files'>) {
  const optionOf = useOptions()
  const choices = wishes.choices(candidate)
  const { choice, name, service, isConfirmed } = wishes.wish(candidate)
  return (
    <div className={`${styles['fields'] ?? ''} ${forms['fields'] ?? ''}`}>
      <Select
        label={text.as}
        options={choices.map(optionOf)}
        value={choice.id}
        onChange={(id) => {
          const chosen = choices.find((one) => one.id === id)
          if (chosen) wishes.choose(candidate, chosen)
        }}
        isDisabled={isDisabled}
      />
      {choice.as === 'account' && (
        <TextField
          label={text.nameOfAccount}
          value={name}
          onChange={(typed) => wishes.change(candidate, { name: typed })}
          maxLength={100}
          error={name.trim() === '' ? text.needed : null}
          isDisabled={isDisabled}
        />
      )}
      {choice.as === 'account' && !choice.isKnown && (
        <Checkbox
          isSelected={isConfirmed}
          onChange={(on) => wishes.change(candidate, { isConfirmed: on })}
          help={text.confirmHelp}
          isDisabled={isDisabled}
        >
          {text.confirm(choice.origin)}
        </Checkbox>
      )}
      {choice.as === 'other' && (
        <div className={forms['pair']}>
          <TextField
            label={text.name}
            value={name}
            onChange={(typed) => wishes.change(candidate, { name: typed })}
            maxLength={200}
            error={name.trim() === '' ? text.needed : null}
            isDisabled={isDisabled}
          />
          <TextField
            label={text.service}
            value={service}
            onChange={(typed) => wishes.change(candidate, { service: typed })}
            maxLength={200}
            error={service.trim() === '' ? text.needed : null}
            isDisabled={isDisabled}
          />
        </div>
      )}
    </div>
  )
}

function useOptions() {
  const accounts = useFacts((facts) => facts.accounts)
  const catalogue = useCatalogue()
  return (choice: ImportChoice) => {
    const { id } = choice
    switch (choice.as) {
      case 'token': {
        const account = accounts.find((one) => one.id === choice.accountId)
        return { id, label: text.asToken(account?.name ?? ''), help: text.asTokenHelp(account?.origin ?? '') }
      }
      case 'account': {
        const name = providerOf(catalogue, choice.provider)?.name ?? choice.provider
        const { host } = new URL(choice.origin)
        return { id, label: choice.isKnown ? text.asAccount(name, host) : text.asAccountNamed(name, host) }
      }
      case 'other':
        return { id, label: text.asOther }
    }
  }
}
