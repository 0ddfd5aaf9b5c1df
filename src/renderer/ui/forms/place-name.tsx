import { Braces, FileText, MapPin, Server } from 'lucide-react'
import type { Where, WhereKind } from '#shared/model/place'
import { nameOfPlace } from '#shared/rules/places'
import { placeKindLabels } from '#renderer/text/places'
import { classNames } from '../class-names.ts'
import styles from './places.module.css'

const icons = { file: FileText, variable: Braces, server: Server, other: MapPin } as const satisfies Record<
  WhereKind,
  unknown
>

/** The sign of a kind of place. */
export function PlaceIcon({ kind }: { readonly kind: WhereKind }) {
  const Icon = icons[kind]
  return <Icon size={14} role="img" aria-label={placeKindLabels[kind]} />
}

/** What a place is called, a path in the letters of code. */
export function PlaceName({ where }: { readonly where: Where }) {
  return (
    <span className={classNames(styles['name'], where.kind === 'file' && styles['mono'])}>{nameOfPlace(where)}</span>
  )
}
