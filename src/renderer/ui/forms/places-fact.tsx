import type { TokenRow } from '#shared/model/token'
import { placesInUse } from '#shared/rules/places'
import { placeText as text } from '#renderer/text/places'
import { PlaceIcon, PlaceName } from './place-name.tsx'
import styles from './places.module.css'

/** As many as stand in a dialog beside other facts. */
const mostNamed = 8

/** The places that stop working with the token, for the facts that a dialog begins with. */
export function PlacesFact({ row }: { readonly row: TokenRow }) {
  const places = placesInUse(row)
  if (places.length === 0) return text.notNoted
  return (
    <ul className={styles['facts']}>
      {places.slice(0, mostNamed).map(({ id, where }) => (
        <li key={id}>
          <PlaceIcon kind={where.kind} /> <PlaceName where={where} />
        </li>
      ))}
      {places.length > mostNamed && <li>{text.more(places.length - mostNamed)}</li>}
    </ul>
  )
}
