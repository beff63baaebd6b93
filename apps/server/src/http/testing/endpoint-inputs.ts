import { ENDPOINTS, type Endpoint, type EndpointName } from "@wristprint/api";
import { type CallOptions, PASSWORD, type World } from "./test-server.js";

/** What each endpoint needs beside the path; the table does not compile when one is forgotten. */
const INPUTS: Record<EndpointName, (world: World) => Pick<CallOptions, "query" | "body">> = {
  consoleState: () => ({}),
  setUp: () => ({ body: { password: PASSWORD, code: "the-code" } }),
  signIn: () => ({ body: { password: PASSWORD } }),
  signOut: () => ({}),
  serverState: () => ({}),
  listProjects: () => ({}),
  createProject: () => ({ body: { name: "Another" } }),
  getProject: () => ({}),
  changeProject: () => ({ body: { settings: { fmr: 0.01 } } }),
  eraseProject: () => ({}),
  listKeys: () => ({}),
  createKey: () => ({ body: { name: "second" } }),
  revokeKey: () => ({}),
  listAudit: () => ({ query: { limit: "5" } }),
  listSubjects: () => ({}),
  createSubject: () => ({ body: { name: "person-2" } }),
  getSubject: () => ({}),
  eraseSubject: () => ({}),
  exportSubject: () => ({}),
  listEnrolments: () => ({}),
  enrol: ({ session }) => ({ body: { session } }),
  eraseEnrolment: () => ({}),
  listSessions: () => ({ query: { status: "live" } }),
  createSession: ({ subject }) => ({ body: { subject } }),
  getSession: () => ({}),
  endSession: () => ({}),
  eraseSession: () => ({}),
  sessionEvidence: () => ({}),
  listDecisions: () => ({}),
  verify: ({ session, subject }) => ({ body: { session, subject } }),
  identify: ({ session }) => ({ body: { session } }),
  similarities: () => ({ query: { of: "sessions" } }),
  listSignatures: () => ({}),
  listWebhooks: () => ({}),
  createWebhook: () => ({ body: { url: "https://example.com/new", events: ["anomaly"] } }),
  eraseWebhook: () => ({}),
};

export const ENDPOINT_NAMES = Object.keys(ENDPOINTS) as EndpointName[];

export function endpointOf(name: EndpointName): Endpoint {
  return ENDPOINTS[name];
}

/** A call that an endpoint takes, about what a world has. */
export function inputOf(name: EndpointName, world: World): CallOptions {
  return { params: { ...world }, ...INPUTS[name](world) };
}
