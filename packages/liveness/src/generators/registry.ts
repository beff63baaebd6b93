import { bezier } from "./bezier.js";
import { constantAcceleration } from "./constant-acceleration.js";
import { constantSpeed } from "./constant-speed.js";
import type { TrackGenerator } from "./generator.js";
import { jitteredReplay } from "./jittered-replay.js";
import { minimumJerk } from "./minimum-jerk.js";
import { retimedPath } from "./retimed-path.js";
import { stepAndWait } from "./step-and-wait.js";

/** Every generator of machine tracks. A new one is a file beside this one and a word in this list. */
export const TRACK_GENERATORS: readonly TrackGenerator[] = [
  constantSpeed,
  constantAcceleration,
  stepAndWait,
  bezier,
  minimumJerk,
  retimedPath,
  jitteredReplay,
];
