import type { Handlers, Serving } from '../serving.ts'
import { lookAtPlace } from './place-look.ts'
import { addPlace, editPlace, putPlaceBack, removePlace, setReplaced } from './places.ts'
import { previewReplace, replaceHere } from './replace-here.ts'
import { undoReplace } from './replace-undo.ts'

/** Channels of places. */
export function placeHandlers({ open, silent }: Serving) {
  return {
    'place.add': open(addPlace),
    'place.edit': open(silent(editPlace)),
    'place.setReplaced': open(silent(setReplaced)),
    'place.look': open(lookAtPlace),
    'place.remove': open(silent(removePlace)),
    'place.previewReplace': open(previewReplace),
    'place.replace': open(replaceHere),
    'place.undoReplace': open(undoReplace),
    'place.putBack': open(silent(putPlaceBack)),
  } satisfies Partial<Handlers>
}
