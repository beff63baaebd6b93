/** Who is it? */
import { ServerError } from "../../server-error.js";
import { type Handlers, projectOf } from "../call.js";
import { listSignatures } from "../list-signatures.js";
import { found, HttpProblem } from "../problem.js";
import { currentModel } from "../recognition-model.js";
import { similaritiesOfSessions, similaritiesOfSubjects } from "../similarities.js";

type RecognitionHandlers = Pick<Handlers, "verify" | "identify" | "similarities" | "listSignatures">;

export const recognitionHandlers: RecognitionHandlers = {
  async verify(call) {
    const { context, params, body } = call;
    const { store, engine } = context;
    const session = found(await store.sessions.get(params.project, body.session), "session");
    const subject = found(await store.subjects.get(params.project, body.subject), "subject");
    currentModel(context);
    const rate = body.fmr ?? projectOf(call).settings.fmr;
    try {
      return await engine.verify(session, { id: subject.id, name: subject.name }, rate);
    } catch (error) {
      // Session and subject are there: what is missing is an enrolment.
      if (error instanceof ServerError && error.code === "missing") {
        throw new HttpProblem(409, "not-enrolled", error.message);
      }
      throw error;
    }
  },

  async identify(call) {
    const { context, params, body } = call;
    const session = found(await context.store.sessions.get(params.project, body.session), "session");
    currentModel(context);
    return context.engine.identify(session, body.fmr ?? projectOf(call).settings.fmr);
  },

  async similarities({ context, params, query }) {
    return query.of === "subjects"
      ? similaritiesOfSubjects(context, params.project)
      : similaritiesOfSessions(context, params.project);
  },

  async listSignatures({ context, params, query }) {
    return listSignatures(context, params.project, query.limit);
  },
};
