/** People, and what they are compared with. */
import { audit } from "../audit.js";
import type { Handlers } from "../call.js";
import { exportSubject } from "../export-subject.js";
import { found, HttpProblem, missing } from "../problem.js";
import { currentModel } from "../recognition-model.js";
import { enrolledBlocks, showEnrolment, shownPage, showSubject } from "../stored-answers.js";

type SubjectHandlers = Pick<
  Handlers,
  | "listSubjects"
  | "createSubject"
  | "getSubject"
  | "eraseSubject"
  | "exportSubject"
  | "listEnrolments"
  | "enrol"
  | "eraseEnrolment"
>;

export const subjectHandlers: SubjectHandlers = {
  async listSubjects({ context, params, query }) {
    const blocks = await enrolledBlocks(context, params.project);
    const page = await context.store.subjects.list(params.project, query);
    return shownPage(page, (subject) => showSubject(context, subject, blocks.get(subject.id) ?? 0));
  },

  async createSubject({ context, caller, params, body }) {
    const subject = await context.store.subjects.create(params.project, body.name);
    await audit(context, params.project, caller, "subject.created", `subject ${subject.id}`);
    return showSubject(context, subject, 0);
  },

  async getSubject({ context, params }) {
    const subject = found(await context.store.subjects.get(params.project, params.subject), "subject");
    const blocks = await enrolledBlocks(context, params.project);
    return showSubject(context, subject, blocks.get(subject.id) ?? 0);
  },

  async eraseSubject({ context, caller, params }) {
    const { store, engine, feed } = context;
    const { project, subject } = params;
    const { sessions } = found(await store.subjects.erase(project, subject), "subject");
    engine.forget(sessions);
    engine.referencesChanged(project);
    await audit(context, project, caller, "subject.erased", `subject ${subject}`);
    for (const id of sessions) feed.publish(project, { type: "erased", kind: "session", id });
    feed.publish(project, { type: "erased", kind: "subject", id: subject });
    return undefined;
  },

  async exportSubject({ context, caller, params }) {
    const subject = found(await context.store.subjects.get(params.project, params.subject), "subject");
    await audit(context, params.project, caller, "subject.exported", `subject ${subject.id}`);
    return exportSubject(context, params.project, subject);
  },

  async listEnrolments({ context, params }) {
    const { project, subject } = params;
    found(await context.store.subjects.get(project, subject), "subject");
    const items = await context.store.enrolments.ofSubject(project, subject);
    return { items: items.map(showEnrolment) };
  },

  async enrol({ context, caller, params, body }) {
    const { store, engine, feed } = context;
    const { project, subject } = params;
    found(await store.subjects.get(project, subject), "subject");
    const session = found(await store.sessions.get(project, body.session), "session");
    const model = currentModel(context);
    const signature = await engine.signature(session);
    if (signature === undefined) {
      throw new HttpProblem(409, "no-blocks", "the session has no scored block yet: more movement is needed");
    }
    const enrolment = await store.enrolments.create(project, {
      subject,
      session: session.id,
      model,
      blocks: signature.blocks,
      mean: signature.mean,
    });
    engine.referencesChanged(project);
    await audit(context, project, caller, "enrolment.created", `enrolment ${enrolment.id}`);
    feed.publish(project, { type: "enrolled", subject });
    return showEnrolment(enrolment);
  },

  async eraseEnrolment({ context, caller, params }) {
    const { project, subject, enrolment } = params;
    if (!(await context.store.enrolments.erase(project, subject, enrolment))) throw missing("enrolment");
    context.engine.referencesChanged(project);
    await audit(context, project, caller, "enrolment.erased", `enrolment ${enrolment}`);
    return undefined;
  },
};
