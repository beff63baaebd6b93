import fc from "fast-check";
import { expect, it } from "vitest";
import { PredictorError } from "./predictor-error.js";
import { readSettings } from "./settings.js";

const token = { WRISTPRINT_PREDICTOR_TOKEN: "sixteen letters!" };

it("listens on loopback, on any port, with one thread, unless told otherwise", () => {
  expect(readSettings(["--models", "m"], {})).toEqual({
    models: "m",
    host: "127.0.0.1",
    port: 0,
    threads: 1,
    batchBlocks: 8,
    queueBlocks: 4096,
    token: null,
  });
});

it.each(["0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example.org", "1270.0.0.1", ""])(
  "does not listen on %j without a secret",
  (host) => {
    const words = ["--models", "m", "--host", host];
    expect(() => readSettings(words, {})).toThrow(/WRISTPRINT_PREDICTOR_TOKEN/);
    expect(readSettings(words, token).token).toBe(token.WRISTPRINT_PREDICTOR_TOKEN);
  },
);

it.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])("needs no secret on %s", (host) => {
  expect(readSettings(["--models", "m", "--host", host], {}).host).toBe(host);
});

it.each([
  [[], /--models DIR is needed/],
  [["--models", "m", "--port", "65536"], /--port takes a whole number from 0 to 65535, got "65536"/],
  [["--models", "m", "--threads", "0"], /--threads takes/],
  [["--models", "m", "--batch", "1e2"], /--batch takes/],
  [["--models", "m", "--queue", "-1"], /--queue/],
  [["--models", "m", "--model"], /Unknown option/],
  [["models"], /Unexpected argument/],
])("says in a line what is wrong with %j", (words, reason) => {
  expect(() => readSettings(words, {})).toThrow(reason);
});

it("reads any words, or refuses them as bad usage", () => {
  const word = fc.oneof(fc.constantFrom("--models", "--host", "--port", "--threads", "--"), fc.string());
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      try {
        readSettings(words, {});
      } catch (error) {
        expect(error).toBeInstanceOf(PredictorError);
        expect((error as Error).message).not.toContain("\n");
      }
    }),
  );
});
