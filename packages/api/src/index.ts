export {
  consoleState,
  type FeedMessage,
  feedMessage,
  type ServerState,
  serverState,
} from "./console.js";
export {
  type Anomaly,
  anomaly,
  type Decision,
  decision,
  type Identification,
  identification,
  isRecognition,
  type Liveness,
  type LivenessReason,
  liveness,
  type RecognitionDecision,
  type Replay,
  type ReplayChange,
  replay,
  type Verification,
  verification,
} from "./decisions.js";
export type { Access, CallAnswer, CallInput, CallRequest, Endpoint } from "./endpoint.js";
export { ENDPOINTS, type EndpointName } from "./endpoints.js";
export {
  type ApiKey,
  type AuditEntry,
  DEFAULT_SETTINGS,
  type Project,
  type ProjectSettings,
  projectSettings,
} from "./projects.js";
export { type EvidencePoint, evidenceLines, NOTHING_RECORDED, type Session } from "./sessions.js";
export { type Similarities, signatureList, similarities } from "./signatures.js";
export { type Enrolment, enrolment, type Subject, subject, subjectExport } from "./subjects.js";
export { API_LIMITS, type Problem, problem } from "./values.js";
export { type Webhook, webhookDelivery, webhookEvent } from "./webhooks.js";
