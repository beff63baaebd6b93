/** The registry of endpoints: to add one is to add one entry here and its function in the server. */
import { z } from "zod";
import * as consoles from "./console.js";
import * as decisions from "./decisions.js";
import { defineEndpoint as define } from "./define-endpoint.js";
import type { Endpoint } from "./endpoint.js";
import * as projects from "./projects.js";
import * as sessions from "./sessions.js";
import * as signatures from "./signatures.js";
import * as subjects from "./subjects.js";
import { id, page, pageOf } from "./values.js";
import * as webhooks from "./webhooks.js";

const inProject = z.strictObject({ project: id });
const oneSubject = z.strictObject({ project: id, subject: id });
const oneSession = z.strictObject({ project: id, session: id });
const paged = z.strictObject(page);
const P = "/v1/projects/{project}";

export const ENDPOINTS = {
  // Console
  consoleState: define("GET /v1/console", "Whether somebody is signed in", {
    group: "console",
    access: "public",
    answer: consoles.consoleState,
  }),
  setUp: define("POST /v1/console/setup", "Choose the console's password, once", {
    group: "console",
    access: "public",
    body: consoles.setup,
  }),
  signIn: define("POST /v1/console/login", "Sign in to the console", {
    group: "console",
    access: "public",
    body: consoles.login,
  }),
  signOut: define("POST /v1/console/logout", "Sign out", { group: "console", access: "public" }),
  serverState: define("GET /v1/server", "What runs: version, model, predictors, database", {
    group: "console",
    access: "console",
    answer: consoles.serverState,
  }),

  // Projects
  listProjects: define("GET /v1/projects", "All projects", {
    group: "projects",
    access: "console",
    answer: z.object({ items: z.array(projects.project) }),
  }),
  createProject: define("POST /v1/projects", "Make a project", {
    creates: true,
    group: "projects",
    access: "console",
    body: projects.newProject,
    answer: projects.project,
  }),
  getProject: define(`GET ${P}`, "One project", {
    group: "projects",
    params: inProject,
    answer: projects.project,
  }),
  changeProject: define(`PATCH ${P}`, "Change a project's name or settings", {
    group: "projects",
    access: "console",
    params: inProject,
    body: projects.changedProject,
    answer: projects.project,
  }),
  eraseProject: define(`DELETE ${P}`, "Erase a project with all its data", {
    group: "projects",
    access: "console",
    params: inProject,
  }),
  listKeys: define(`GET ${P}/keys`, "A project's API keys, without their secrets", {
    group: "projects",
    access: "console",
    params: inProject,
    answer: z.object({ items: z.array(projects.apiKey) }),
  }),
  createKey: define(`POST ${P}/keys`, "Make an API key; its secret is told this once", {
    creates: true,
    group: "projects",
    access: "console",
    params: inProject,
    body: projects.newApiKey,
    answer: projects.createdApiKey,
  }),
  revokeKey: define(`DELETE ${P}/keys/{key}`, "Revoke an API key", {
    group: "projects",
    access: "console",
    params: inProject.extend({ key: id }),
  }),
  listAudit: define(`GET ${P}/audit`, "Who did what, newest first", {
    group: "projects",
    access: "console",
    params: inProject,
    query: paged,
    answer: pageOf(projects.auditEntry),
  }),

  // Subjects
  listSubjects: define(`GET ${P}/subjects`, "People, by name", {
    group: "subjects",
    params: inProject,
    query: paged,
    answer: pageOf(subjects.subject),
  }),
  createSubject: define(`POST ${P}/subjects`, "Add a person", {
    creates: true,
    group: "subjects",
    params: inProject,
    body: subjects.newSubject,
    answer: subjects.subject,
  }),
  getSubject: define(`GET ${P}/subjects/{subject}`, "One person", {
    group: "subjects",
    params: oneSubject,
    answer: subjects.subject,
  }),
  eraseSubject: define(`DELETE ${P}/subjects/{subject}`, "Erase a person: enrolments and sessions too", {
    group: "subjects",
    params: oneSubject,
  }),
  exportSubject: define(`GET ${P}/subjects/{subject}/export`, "All that is stored of a person", {
    group: "subjects",
    params: oneSubject,
    answer: subjects.subjectExport,
  }),
  listEnrolments: define(`GET ${P}/subjects/{subject}/enrolments`, "A person's enrolments, newest first", {
    group: "subjects",
    params: oneSubject,
    answer: z.object({ items: z.array(subjects.enrolment) }),
  }),
  enrol: define(`POST ${P}/subjects/{subject}/enrolments`, "Enrol a person from a session's blocks so far", {
    creates: true,
    group: "subjects",
    params: oneSubject,
    body: subjects.newEnrolment,
    answer: subjects.enrolment,
  }),
  eraseEnrolment: define(`DELETE ${P}/subjects/{subject}/enrolments/{enrolment}`, "Take an enrolment back", {
    group: "subjects",
    params: oneSubject.extend({ enrolment: id }),
  }),

  // Sessions
  listSessions: define(`GET ${P}/sessions`, "Sessions, newest first", {
    group: "sessions",
    params: inProject,
    query: z.strictObject({
      ...page,
      status: sessions.session.shape.status.optional(),
      subject: id.optional(),
    }),
    answer: pageOf(sessions.session),
  }),
  createSession: define(`POST ${P}/sessions`, "Begin a session; the answer is for the page that records", {
    creates: true,
    group: "sessions",
    params: inProject,
    body: sessions.newSession,
    answer: sessions.recordingAccess,
  }),
  getSession: define(`GET ${P}/sessions/{session}`, "One session with its latest decisions", {
    group: "sessions",
    params: oneSession,
    answer: sessions.session,
  }),
  endSession: define(`POST ${P}/sessions/{session}/end`, "End a session: nothing more is taken for it", {
    group: "sessions",
    params: oneSession,
    answer: sessions.session,
  }),
  eraseSession: define(`DELETE ${P}/sessions/{session}`, "Erase a session and all that belongs to it", {
    group: "sessions",
    params: oneSession,
  }),
  sessionEvidence: define(`GET ${P}/sessions/{session}/evidence`, "How the evidence grew, block by block", {
    group: "sessions",
    params: oneSession,
    answer: sessions.evidenceLines,
  }),
  listDecisions: define(`GET ${P}/sessions/{session}/decisions`, "Decisions as they changed, newest first", {
    group: "sessions",
    params: oneSession,
    query: paged,
    answer: pageOf(decisions.decision),
  }),

  // Recognition
  verify: define(`POST ${P}/verifications`, "Is this session's person the named one?", {
    creates: true,
    group: "recognition",
    params: inProject,
    body: decisions.verifyRequest,
    answer: decisions.verification,
  }),
  identify: define(`POST ${P}/identifications`, "Who of all enrolled is it, if anybody?", {
    creates: true,
    group: "recognition",
    params: inProject,
    body: decisions.identifyRequest,
    answer: decisions.identification,
  }),
  similarities: define(`GET ${P}/similarities`, "Cosines between mean signatures, of people or sessions", {
    group: "recognition",
    params: inProject,
    query: z.strictObject({ of: z.enum(["subjects", "sessions"]).default("subjects") }),
    answer: signatures.similarities,
  }),
  listSignatures: define(`GET ${P}/signatures`, "Signatures of single blocks, for a map", {
    group: "recognition",
    params: inProject,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(5000).default(1000) }),
    answer: signatures.signatureList,
  }),

  // Webhooks
  listWebhooks: define(`GET ${P}/webhooks`, "Where decisions are delivered", {
    group: "webhooks",
    access: "console",
    params: inProject,
    answer: z.object({ items: z.array(webhooks.webhook) }),
  }),
  createWebhook: define(`POST ${P}/webhooks`, "Deliver decisions to a URL; the secret is told this once", {
    creates: true,
    group: "webhooks",
    access: "console",
    params: inProject,
    body: webhooks.newWebhook,
    answer: webhooks.createdWebhook,
  }),
  eraseWebhook: define(`DELETE ${P}/webhooks/{webhook}`, "Stop delivering to a URL", {
    group: "webhooks",
    access: "console",
    params: inProject.extend({ webhook: id }),
  }),
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;
