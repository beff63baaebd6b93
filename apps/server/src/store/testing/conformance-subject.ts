import type { Store } from "../store.js";

/** What a part of the suite is given; to be read inside of tests. */
export interface ConformanceSubject {
  readonly store: Store;
  /** The clock that the store stamps rows with. */
  readonly clock: { at: Date };
  /** Every row of every table, as text. */
  dump(): Promise<string>;
}
