import type { TrackColumns } from "@wristprint/liveness";
import type { ModelVersion } from "../../store/store.js";

/** What tells a machine's movements from a person's, seen from the live side. */
export interface MachineDetector {
  readonly model: ModelVersion;
  /** What it looks at: in words, in the order of the contributions. */
  readonly features: readonly { readonly name: string; readonly text: string }[];
  /**
   * How much likelier a machine makes such a track than a person: natural logarithm.
   *
   * @param contributions is filled with what each feature adds to that
   */
  score(track: TrackColumns, contributions: Float64Array): number;
}
