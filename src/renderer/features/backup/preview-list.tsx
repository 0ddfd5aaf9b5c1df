import type { RestorePreview } from '#shared/contract/backup'
import { providerOf, useCatalogue } from '#renderer/data/use-mirror'
import { backupText as text, tallyText } from '#renderer/text/backup'
import { Badge } from '#renderer/ui/badge'
import { FactList } from '#renderer/ui/forms/parts'
import styles from './backup.module.css'

const tones = { fresh: 'good', changed: 'warn', same: 'quiet', 'only-here': 'quiet' } as const

/** Every account of the backup and of the vault, with what is the same and what is not. */
export function PreviewList({ preview }: { readonly preview: RestorePreview }) {
  const catalogue = useCatalogue()
  return (
    <>
      {preview.accounts.length > 0 && (
        <div className={styles['scroll']} tabIndex={0} role="region" aria-label={text.account}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{text.account}</th>
                <th scope="col">{text.secrets}</th>
              </tr>
            </thead>
            <tbody>
              {preview.accounts.map(({ name, provider, origin, what, twin, secrets }, at) => (
                <tr key={at}>
                  <th scope="row">
                    <span className={styles['name']}>{name}</span> <Badge tone={tones[what]}>{text.what[what]}</Badge>
                    <span className={styles['where']}>
                      {providerOf(catalogue, provider)?.name ?? provider} · {origin}
                      {twin !== 'none' && ` · ${text.twin[twin]}`}
                    </span>
                  </th>
                  <td>{tallyText(secrets)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <FactList
        facts={[
          [text.secretsWord, tallyText(preview.secrets)],
          [text.othersWord, tallyText(preview.others)],
        ]}
      />
    </>
  )
}
