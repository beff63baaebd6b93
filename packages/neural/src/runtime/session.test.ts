import { beforeAll, describe, expect, it } from "vitest";
import { exportModel } from "../model.js";
import { linearNetwork } from "../testing/problems.js";
import { testRandom } from "../testing/random.js";
import { createWeights } from "../weights.js";
import { createSession, PROVIDERS } from "./session.js";

const network = linearNetwork(2);
let model: Uint8Array;
beforeAll(() => {
  model = exportModel(network, createWeights(network, testRandom("session")));
});

describe("an execution provider", () => {
  it("is the processor where none is named, which every platform has", async () => {
    expect(PROVIDERS).toContain("cpu");
    const session = await createSession(model);
    await session.release();
  });

  it("that no runtime has is refused, and those that there are are named", async () => {
    await expect(createSession(model, { provider: "abacus" })).rejects.toMatchObject({
      code: "provider",
      message: `no execution provider "abacus"; this platform's runtime has ${PROVIDERS.join(", ")}`,
    });
  });

  // One that comes in no package of the runtime; others may be there, and ask much of a test's machine.
  const apart = PROVIDERS.filter((name) => name === "cuda");
  it.each(apart)("%s computes, or says in one line that it does not work here", async (provider) => {
    const attempt = createSession(model, { provider });
    const error = await attempt.then(
      async (session) => void (await session.release()),
      (reason: unknown) => reason,
    );
    if (error === undefined) return;
    expect(error).toMatchObject({ code: "provider" });
    expect((error as Error).message).toMatch(
      new RegExp(`^the execution provider "${provider}" does not work here: [^\\n]+$`),
    );
  });

  it("is not blamed for a model that is none", async () => {
    for (const provider of ["cpu", ...apart]) {
      await expect(createSession(new Uint8Array(9), { provider })).rejects.toMatchObject({ code: "type" });
    }
  });
});
