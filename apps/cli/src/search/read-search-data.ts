import type { Trace } from "@wristprint/core";
import { parseDefinition, type Search } from "@wristprint/recognition";
import type { CommandContext } from "../commands/command.js";
import { type DataSource, dataSource, readSessions } from "../data-source.js";
import { checkSubjects } from "../run-definition.js";

export interface SearchData {
  readonly source: DataSource;
  readonly traces: readonly Trace[];
  /** What the data was read as. */
  readonly format: string;
}

/** Reads the sessions that every trial of a search is of, with progress. */
export async function readSearchData(
  context: CommandContext,
  search: Search,
  data: string,
  format: string | undefined,
): Promise<SearchData> {
  const { parts, subjects, format: own } = parseDefinition(search.experiment, search.name).data;
  const source = await dataSource(data, format ?? own);
  const { traces, report } = await readSessions(context, source, { parts, subjects });
  checkSubjects(traces, subjects);
  return { source, traces, format: report.format };
}
