import axe from 'axe-core'

/**
 * What axe finds in the page, one line each; empty when nothing. Colours are left to the end-to-end tests, because jsdom
 * has none, and landmarks to the frame, because a part of the window is not a page.
 */
export async function accessibilityProblems(): Promise<string[]> {
  // react-aria's announcements stay for some seconds after what they were about is gone.
  const { violations } = await axe.run(
    { include: ['body'], exclude: ['[data-live-announcer]'] },
    {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
        'page-has-heading-one': { enabled: false },
      },
    },
  )
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}
