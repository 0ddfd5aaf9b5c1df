import { inElectronsNode } from './support/in-electrons-node.ts'

/** Opening, unlocking and re-keying, in Electron's own Node: there scrypt takes about twice as long as in this one. */
export const vault = inElectronsNode('vault')
