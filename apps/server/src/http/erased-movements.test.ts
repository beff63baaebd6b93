/** A person erased over HTTP: whether movements are copies of theirs is not answered any more. */
import type { Session } from "@wristprint/api";
import { expect, it, onTestFinished } from "vitest";
import { encodeBatch, type MoveEvent } from "../live/testing/encode-batch.js";
import { makeMovements } from "../live/testing/made-up-movements.js";
import { createTestServer } from "./testing/test-server.js";

it("finds no copies of an erased person's movements, now or after reading the store anew, but of others'", async () => {
  const server = await createTestServer();
  onTestFinished(() => server.close());
  const headers = server.signedIn;
  const made = await server.call("createProject", { headers, body: { name: "Shop" } });
  const { id: project } = made.json as { id: string };
  const addPerson = async (name: string) => {
    const { json } = await server.call("createSubject", { params: { project }, headers, body: { name } });
    return (json as { id: string }).id;
  };
  /** Somebody comes, moves so and leaves. @returns what is then said of copies */
  const visit = async (moves: readonly MoveEvent[], subject?: string) => {
    const begun = await server.call("createSession", { params: { project }, headers, body: { subject } });
    const { session, token, endpoint } = begun.json as { session: string; token: string; endpoint: string };
    const sent = await server.app.inject({
      method: "POST",
      url: `${endpoint}/sessions/${session}/batches`,
      headers: { authorization: `Bearer ${token}` },
      payload: Buffer.from(encodeBatch(1, 1, moves)),
    });
    expect(sent.statusCode).toBeLessThan(300);
    const ended = await server.call("endSession", { params: { project, session }, headers });
    const replay = (ended.json as Session).decisions.find(({ kind }) => kind === "replay");
    if (replay?.kind !== "replay") throw new Error("a decision on copies expected");
    return { session, outcome: replay.outcome, copyOf: replay.match?.session };
  };

  const [ada, bob] = [await addPerson("Ada"), await addPerson("Bob")];
  const [adas, bobs] = [makeMovements("Ada", 6), makeMovements("Bob", 6)];
  const first = await visit(adas, ada);
  const bobsFirst = await visit(bobs, bob);
  expect([first.outcome, bobsFirst.outcome]).toEqual(["original", "original"]);
  // The copy is a session of hers too, or it would be what is found later.
  expect(await visit(adas, ada)).toMatchObject({ outcome: "copied", copyOf: first.session });

  const erased = await server.call("eraseSubject", { params: { project, subject: ada }, headers });
  expect(erased.status).toBe(204);
  const after = await visit(adas);
  expect(after).toMatchObject({ outcome: "original", copyOf: undefined });

  // A change of settings has the index read from the store again; what the last visit left goes first.
  await server.call("eraseSession", { params: { project, session: after.session }, headers });
  const changed = await server.call("changeProject", {
    params: { project },
    headers,
    body: { name: "Shop 2" },
  });
  expect(changed.status).toBe(200);
  expect(await visit(adas)).toMatchObject({ outcome: "original", copyOf: undefined });
  expect(await visit(bobs)).toMatchObject({ outcome: "copied", copyOf: bobsFirst.session });
});
