import { type RefObject, useEffect, useRef, useState } from 'react'

const focusable = 'input:not([type=hidden]), textarea, button, [role=spinbutton], [tabindex="0"]'

/** Moves focus to the first field below `root` that is marked as invalid. */
function focusProblem(root: HTMLElement): void {
  const field = root.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')
  if (field === null) return
  const target = field.matches(focusable) ? field : field.querySelector<HTMLElement>(focusable)
  target?.focus()
}

/**
 * Takes the person to the first problem of a form. Put the first value on the element around the fields, and call the
 * second after the problems are set; focus moves once they are on the page.
 */
export function useFirstProblem(): readonly [fields: RefObject<HTMLDivElement | null>, showProblem: () => void] {
  const root = useRef<HTMLDivElement>(null)
  const [attempts, setAttempts] = useState(0)
  useEffect(() => {
    if (attempts > 0 && root.current) focusProblem(root.current)
  }, [attempts])
  return [root, () => setAttempts((number) => number + 1)]
}
