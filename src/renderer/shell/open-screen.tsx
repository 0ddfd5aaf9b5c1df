import type { ComponentType } from 'react'
import type { Screen } from '#shared/model/preferences'
import { AuditScreen } from '#renderer/features/audit/index'
import { TeamScreen } from '#renderer/features/team/index'
import { TimelineScreen } from '#renderer/features/timeline/index'

type OtherScreen = Exclude<Screen, 'tokens'>

const screens: Readonly<Record<OtherScreen, ComponentType>> = {
  timeline: TimelineScreen,
  audit: AuditScreen,
  team: TeamScreen,
}

/** The views that fill the window in place of the list of tokens. */
export function OpenScreen({ screen }: { readonly screen: OtherScreen }) {
  const Shown = screens[screen]
  return <Shown />
}
