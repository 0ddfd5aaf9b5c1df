export { keyOfPlace, movedTo, outdated, unreplaced, withReplacement, type PlaceRecord } from './place.ts'
export { seenValue, type Prints } from './seen.ts'
export { mostWords, wordsOf } from './words.ts'
