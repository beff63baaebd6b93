/** Sessions: one visit that is recorded. */
import { LIVE_PREFIX } from "../access/live-access.js";
import { audit } from "../audit.js";
import { type Handlers, projectOf } from "../call.js";
import { found, HttpProblem, missing } from "../problem.js";
import { currentModel } from "../recognition-model.js";
import { showSession, showSessions } from "../stored-answers.js";

type SessionHandlers = Pick<
  Handlers,
  | "listSessions"
  | "createSession"
  | "getSession"
  | "endSession"
  | "eraseSession"
  | "sessionEvidence"
  | "listDecisions"
>;

export const sessionHandlers: SessionHandlers = {
  async listSessions({ context, params, query }) {
    const { status, subject, after, limit } = query;
    const ended = status === undefined ? undefined : status === "ended";
    const page = await context.store.sessions.list(params.project, { after, limit, subject, ended });
    const shown = await showSessions(context, page.items);
    // Whether a session is waiting or live is known to the live side alone, so such a page may be short.
    const items = status === undefined ? shown : shown.filter((session) => session.status === status);
    return { items, next: page.next };
  },

  async createSession({ context, caller, params, body }) {
    const { store, tokens, clock } = context;
    if (body.purpose === "enrolment" && body.subject === undefined) {
      throw new HttpProblem(400, "bad-input", "the body › subject: an enrolment needs one");
    }
    const session = await store.sessions.create(params.project, {
      label: body.label ?? null,
      purpose: body.purpose,
      subject: body.subject ?? null,
    });
    await audit(context, params.project, caller, "session.created", `session ${session.id}`);
    const expiresAt = new Date((Math.floor(clock() / 1000) + body.tokenSeconds) * 1000);
    return {
      session: session.id,
      token: tokens.sign(session.id, expiresAt),
      expiresAt: expiresAt.toISOString(),
      endpoint: LIVE_PREFIX,
    };
  },

  async getSession({ context, params }) {
    const session = await context.store.sessions.get(params.project, params.session);
    return showSession(context, found(session, "session"));
  },

  async endSession({ context, caller, params }) {
    const { store, engine } = context;
    const { project, session: id } = params;
    const session = found(await store.sessions.get(project, id), "session");
    if (session.endedAt === null) {
      await engine.end(session);
      await audit(context, project, caller, "session.ended", `session ${id}`);
    }
    return showSession(context, found(await store.sessions.get(project, id), "session"));
  },

  async eraseSession({ context, caller, params }) {
    const { store, engine, feed } = context;
    const { project, session: id } = params;
    if (!(await store.sessions.erase(project, id))) throw missing("session");
    engine.forget([id]);
    await audit(context, project, caller, "session.erased", `session ${id}`);
    feed.publish(project, { type: "erased", kind: "session", id });
    return undefined;
  },

  async sessionEvidence(call) {
    const { context, params } = call;
    const session = found(await context.store.sessions.get(params.project, params.session), "session");
    currentModel(context);
    return context.engine.evidence(session, projectOf(call).settings.fmr);
  },

  async listDecisions({ context, params, query }) {
    const session = found(await context.store.sessions.get(params.project, params.session), "session");
    const { items, next } = await context.store.decisions.list(params.project, session.id, query);
    return { items: [...items], next };
  },
};
