import type { ServerContext } from "./context.js";
import { HttpProblem } from "./problem.js";
import { version } from "./stored-answers.js";

/** The model that signatures are made with now. @throws HttpProblem 503 while no predictor has told which it is */
export function currentModel({ recogniser }: Pick<ServerContext, "recogniser">) {
  if (recogniser.model !== null) return version(recogniser.model);
  throw new HttpProblem(503, "no-model", "no predictor answers yet: try again in a few seconds");
}
