import type { LivenessReason } from "@wristprint/api";
import type { TrackColumns } from "@wristprint/liveness";
import type { ModelVersion } from "../../store/store.js";

/** What tells a machine's movements from a person's, seen from the live side. */
export interface MachineDetector {
  readonly model: ModelVersion;
  /**
   * How much likelier a machine makes such a track than a person: natural logarithm. `undefined` where there is too
   * little of it to tell. Asked of every track.
   */
  score(track: TrackColumns): number | undefined;
  /** What each feature adds to that. Asked of a track or two of a session: it takes much longer. */
  explain(track: TrackColumns): readonly LivenessReason[];
}
