import type { Handlers } from "../call.js";
import { consoleHandlers } from "./console.js";
import { projectHandlers } from "./projects.js";
import { recognitionHandlers } from "./recognition.js";
import { sessionHandlers } from "./sessions.js";
import { subjectHandlers } from "./subjects.js";
import { webhookHandlers } from "./webhooks.js";

/** The function of every endpoint. */
export const handlers: Handlers = {
  ...consoleHandlers,
  ...projectHandlers,
  ...subjectHandlers,
  ...sessionHandlers,
  ...recognitionHandlers,
  ...webhookHandlers,
};
