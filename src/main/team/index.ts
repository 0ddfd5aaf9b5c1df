export { askable, listed, refused } from './roster.ts'
export { People, type Person, type TeamAccount } from './people.ts'
export { ownersSteps, stewardsOf, type OwnerTokens, type TeamToken } from './owners.ts'
