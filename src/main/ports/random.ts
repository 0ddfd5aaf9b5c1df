/** The only source of randomness. */
export interface Random {
  /** `count` bytes from a cryptographic generator. */
  bytes(count: number): Buffer
  /** A random (version 4) UUID. */
  uuid(): string
}
