/** How a simulator is started; the same for every provider. */
export interface SimulatorOptions {
  /** The simulator's clock, in milliseconds since 1970. Default: the machine's. */
  readonly now?: (() => number) | undefined
  /** Ids and secrets follow from it: the same seed and the same calls give the same values. Default: 1. */
  readonly seed?: number | undefined
  /** TCP port on 127.0.0.1. Default: 0, one that is free. */
  readonly port?: number | undefined
  /** PEM texts; given, the simulator speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined
}
