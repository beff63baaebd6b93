import { createHash } from "node:crypto";
import { versions } from "../experiment/versions.js";
import type { Search } from "./search-definition.js";

/**
 * Changes with anything that bears on a trial's figures. The number of random trials does not: a search may grow,
 * and its first trials stay.
 * @param data of `dataIdentity`
 */
export function searchIdentity(search: Search, data: string): string {
  const { method, experiment, ...own } = search;
  const bearing = [withoutWords(own), method.kind, withoutWords(experiment), data, versions().wristprint];
  return createHash("sha256").update(JSON.stringify(bearing)).digest("hex");
}

function withoutWords({
  title: _title,
  description: _description,
  ...bearing
}: Record<string, unknown>): object {
  return bearing;
}
