/** Notes who did what to what, for the console's list; never what a pointer did. */
import { actorOf, type Caller } from "./access/caller.js";
import type { ServerContext } from "./context.js";

export type AuditAction =
  | "project.created"
  | "project.changed"
  | "key.created"
  | "key.revoked"
  | "subject.created"
  | "subject.erased"
  | "subject.exported"
  | "enrolment.created"
  | "enrolment.erased"
  | "session.created"
  | "session.ended"
  | "session.erased"
  | "session.expired"
  | "webhook.created"
  | "webhook.erased"
  | "console.signed-in"
  | "console.set-up";

type AuditContext = Pick<ServerContext, "store" | "clock">;

/** @param target its kind and id, such as `session 0f…` */
export async function audit(
  { store, clock }: AuditContext,
  project: string,
  caller: Caller | "server",
  action: AuditAction,
  target: string,
): Promise<void> {
  const actor = caller === "server" ? "server" : actorOf(caller);
  await store.audit.add(project, { actor, action, target, at: new Date(clock()) });
}

/** What concerns the console as a whole stands in every project's list. */
export async function auditEverywhere(
  context: AuditContext,
  action: "console.signed-in" | "console.set-up",
  from: string,
): Promise<void> {
  const projects = await context.store.projects.list();
  await Promise.all(
    projects.map(({ id }) => audit(context, id, { kind: "anybody" }, action, `address ${from}`)),
  );
}
