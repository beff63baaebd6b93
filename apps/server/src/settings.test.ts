import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.js";

describe("settings", () => {
  it("come from the command line before the environment, and have defaults", () => {
    const env = {
      WRISTPRINT_PORT: "9000",
      WRISTPRINT_HOST: "",
      WRISTPRINT_REPLAY_MIB: "2",
      WRISTPRINT_TRUSTED_PROXIES: "10.0.0.1, 10.0.0.2",
    };
    const settings = readSettings(["--port", "9001"], env);
    expect(settings).toMatchObject({ port: 9001, host: "127.0.0.1", replayBytes: 2_097_152 });
    expect(settings.trustedProxies).toEqual(["10.0.0.1", "10.0.0.2"]);
  });

  it.each([
    [["--port", "70000"], {}, /WRISTPRINT_PORT: a whole number from 0 to 65535 expected/],
    [["--port", "http"], {}, /WRISTPRINT_PORT: a whole number from 0 to 65535 expected/],
    [["--prot", "1"], {}, /--prot/],
    [[], { DATABASE_URL: "mysql://x" }, /DATABASE_URL: postgres/],
    [[], { WRISTPRINT_REPLAY_MIB: "0" }, /WRISTPRINT_REPLAY_MIB/],
    [[], { WRISTPRINT_METRICS_TOKEN: "short" }, /16 letters/],
    [[], { WRISTPRINT_PREDICTORS: "localhost" }, /WRISTPRINT_PREDICTORS/],
  ])("are refused in one line where they are %j %j", (words, env, message) => {
    expect(() => readSettings(words, env)).toThrow(message);
  });
});
