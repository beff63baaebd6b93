import type { Subject } from "@wristprint/api";
import type { Call } from "../api/client.js";

/** All people of a project, by name. */
export async function loadPeople(call: Call, project: string): Promise<Subject[]> {
  const people: Subject[] = [];
  let after: string | null = null;
  do {
    const query: { limit: number; after?: string } = after === null ? { limit: 200 } : { limit: 200, after };
    const { items, next }: { items: Subject[]; next: string | null } = await call("listSubjects", {
      params: { project },
      query,
    });
    people.push(...items);
    after = next;
  } while (after !== null);
  return people;
}
