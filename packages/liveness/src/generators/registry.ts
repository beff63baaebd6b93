import { bezier } from "./bezier.js";
import { blendedRecordings } from "./blended-recordings.js";
import { constantAcceleration } from "./constant-acceleration.js";
import { constantSpeed } from "./constant-speed.js";
import { corrections } from "./corrections.js";
import { driftingVelocity } from "./drifting-velocity.js";
import type { TrackGenerator } from "./generator.js";
import { jitteredReplay } from "./jittered-replay.js";
import { logNormalStrokes } from "./log-normal-strokes.js";
import { minimumJerk } from "./minimum-jerk.js";
import { randomJumps } from "./random-jumps.js";
import { retimedPath } from "./retimed-path.js";
import { shape } from "./shape.js";
import { shuffledSteps } from "./shuffled-steps.js";
import { spring } from "./spring.js";
import { stepAndWait } from "./step-and-wait.js";
import { wayPoints } from "./way-points.js";
import { windAndPull } from "./wind-and-pull.js";

/** Every generator of machine tracks. A new one is a file beside this one and a word in this list. */
export const TRACK_GENERATORS: readonly TrackGenerator[] = [
  constantSpeed,
  constantAcceleration,
  stepAndWait,
  bezier,
  minimumJerk,
  wayPoints,
  shape,
  spring,
  windAndPull,
  corrections,
  logNormalStrokes,
  driftingVelocity,
  randomJumps,
  retimedPath,
  jitteredReplay,
  blendedRecordings,
  shuffledSteps,
];
