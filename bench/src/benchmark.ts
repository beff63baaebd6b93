/** A measured figure, beside the same figure of what a user would run instead. */
export interface BenchmarkRow {
  readonly name: string;
  /** The median of the rounds. */
  readonly value: number;
  readonly unit: string;
  /** What it is compared with; `null` where that is not installed. */
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** More than 1: ours is better. The median of the rounds' own ratios, ours and the peer's in turn. */
  readonly ratio: number | null;
  /** Billions of multiplications and additions a second that ours comes to, where that tells something. */
  readonly gflops?: number;
}

/** A whole number that the one who measures may set. */
export interface BenchmarkSetting {
  readonly description: string;
  /** Unless it is set. */
  readonly value: number;
  readonly least: number;
}

export interface BenchmarkOptions {
  /** A folder of real data in the Balabit format; generated data serves without it. */
  readonly data?: string;
  /** How often ours and the peer take turns. */
  readonly rounds: number;
  /** Of the benchmark's own settings, those that were set. */
  readonly settings?: Readonly<Record<string, number>>;
  readonly onProgress?: (line: string) => void;
}

export interface Benchmark {
  readonly name: string;
  readonly description: string;
  readonly settings?: Readonly<Record<string, BenchmarkSetting>>;
  run(options: BenchmarkOptions): Promise<BenchmarkRow[]>;
}
