import type { PolicyFault } from '#shared/model/policy-choice'
import { faultText } from '#shared/text/policy'
import { Coded } from '#renderer/ui/coded'

/** What is wrong in a policy file, a line each. */
export function FaultLines({ faults }: { readonly faults: readonly PolicyFault[] }) {
  return faults.map((fault, index) => (
    <li key={index} data-selectable>
      <Coded text={faultText(fault)} />
    </li>
  ))
}
