import type { LivenessReason } from "@wristprint/api";
import type { TrackColumns } from "@wristprint/liveness";
import type { ModelVersion } from "../../store/store.js";

/** What tells a machine's movements from a person's, seen from the live side. */
export interface MachineDetector {
  readonly model: ModelVersion;
  /** `undefined` where there is too little of the track to tell. */
  score(track: TrackColumns): TrackScore | undefined;
}

export interface TrackScore {
  /** How much likelier a machine makes such a track than a person: natural logarithm. */
  readonly logLikelihoodRatio: number;
  /** What each feature adds to that. */
  readonly reasons: readonly LivenessReason[];
}
