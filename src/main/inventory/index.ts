export { giveWay } from './give-way.ts'
export { partIdOf } from './ids.ts'
export { Inventory, type AccountName, type InventoryPorts } from './inventory.ts'
export { Turns } from '../ports/turns.ts'
