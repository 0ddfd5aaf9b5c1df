export { askable, listed, refused } from './roster.ts'
export { People, type Person, type TeamAccount } from './people.ts'
export { ownersOf, stewardsOf, type OwnerTokens, type TeamToken } from './owners.ts'
