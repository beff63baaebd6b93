/** The randomness this room needs, handed in by whoever trains; streams are derived by name. */
export interface Random {
  /** An integer in [0, 2³²). */
  uint32(): number;
  /** A number in [0, 1). */
  uniform(): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** Shuffles in place and returns its argument. */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T;
  /** An independent generator that depends on this one's seed and the name alone. */
  fork(name: string): Random;
}
