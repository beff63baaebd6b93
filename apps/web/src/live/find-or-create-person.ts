import type { Subject } from "@wristprint/api";
import type { Call } from "../api/client.js";
import { loadPeople } from "./load-people.js";

/**
 * The person of this name, made where there is none. It asks the server at the moment it matters: a list that the page
 * loaded earlier may not be there yet, or lack somebody who was added elsewhere.
 */
export async function findOrCreatePerson(call: Call, project: string, name: string): Promise<Subject> {
  const known = (await loadPeople(call, project)).find((one) => one.name === name);
  return known ?? (await call("createSubject", { params: { project }, body: { name } }));
}
