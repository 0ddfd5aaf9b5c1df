import { inElectronsNode } from './support/in-electrons-node.ts'

/** Looking into files for secrets, against grep, and what the app's own thread notices of it. */
export const scan = inElectronsNode('scan')
