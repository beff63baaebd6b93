import type { OneClassDescription } from "@wristprint/recognition";
import { countOf, formatCount } from "./table.js";

/** A one-class model for a person at a terminal. */
export function describeOneClassModel(model: OneClassDescription): string {
  const { owner, title, settings, input, parameters, path } = model;
  const told = Object.entries(settings).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [
    `${path}: ${owner}'s, ${title}, learnt from nobody else`,
    "",
    told.join(", "),
    `Input ${input.length} × ${input.channels.length} (${input.channels.join(", ")}), rows of ${countOf(input.size, "number")}: ${input.rows}`,
    `${formatCount(parameters)} numbers`,
  ].join("\n");
}
