import { expect, test } from "vitest";
import * as api from "./index.js";

test("the door of this room lets out these names and no others", () => {
  expect(Object.keys(api).sort()).toEqual([
    "API_LIMITS",
    "DEFAULT_SETTINGS",
    "ENDPOINTS",
    "NOTHING_RECORDED",
    "anomaly",
    "consoleState",
    "decision",
    "enrolment",
    "evidenceLines",
    "feedMessage",
    "identification",
    "isRecognition",
    "liveness",
    "problem",
    "projectSettings",
    "replay",
    "serverState",
    "signatureList",
    "similarities",
    "subject",
    "subjectExport",
    "verification",
    "webhookDelivery",
    "webhookEvent",
  ]);
});
