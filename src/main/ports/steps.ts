/**
 * Work over many things, which whoever runs it can interrupt after each of them, so that the event loop has turns meanwhile. A
 * step that is `long` took milliseconds by itself and is followed by a turn; of all others many go into one.
 */
export type Steps<T> = Generator<'long' | undefined, T>
