/** People for sessions to be compared with: each is enrolled from a few blocks, sent at once. */
import { encodeBatch } from "@wristprint/core";
import type { ApiClient } from "./api-client.js";
import { moveHand } from "./made-up-hand.js";

/** A little more than six blocks of 128 differences; five are enough for a reference. */
const EVENTS = 800;
/** The model's own rate. */
const RATE_HZ = 60;
/** Far from the recordings of visitors. */
const FIRST_RECORDING = 4_000_000_000;

/** @returns the ids of the subjects */
export async function enrolPeople(
  address: string,
  call: ApiClient,
  project: string,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let person = 0; person < count; person++) {
    const params = { project };
    const { id } = await call("createSubject", { params, body: { name: `person ${person}` } });
    const access = await call("createSession", { params, body: { purpose: "enrolment", subject: id } });
    const stretch = { recording: FIRST_RECORDING + person, rateHz: RATE_HZ, begin: 0, end: EVENTS };
    const response = await fetch(`${address}${access.endpoint}/sessions/${access.session}/batches`, {
      method: "POST",
      headers: { authorization: `Bearer ${access.token}`, "content-type": "application/octet-stream" },
      body: encodeBatch(moveHand(stretch, 1)) as Uint8Array<ArrayBuffer>,
    });
    if (!response.ok) throw new Error(`enrolling: ${response.status} ${await response.text()}`);
    await call("endSession", { params: { project, session: access.session } });
    ids.push(id);
  }
  return ids;
}
