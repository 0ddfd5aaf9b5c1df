// Stands in for `electron` in every Vitest run. The real package would try to download its binary on import, and a module
// that needs Electron does not belong into a plain Node test.
throw new Error(
  'This test imported electron: only src/main/adapters/electron and the roots may, and no Vitest run loads those.',
)

export {}
