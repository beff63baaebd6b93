/** A promise of the help: a run that is killed goes on where it was, to the same figures. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runWristprint } from "../testing/run-wristprint.js";
import { temporaryFolder, writeSmallData } from "../testing/small-data.js";

const folder = temporaryFolder();
const data = join(folder.path, "data");
beforeAll(() => writeSmallData(data));
afterAll(folder.remove);

const SETTINGS = ["--set", "training.epochs=25", "--set", "split.test.count=5", "--workers", "2"];

function run(name: string, during?: Parameters<typeof runWristprint>[1]) {
  const out = join(folder.path, name);
  const words = ["experiment", "run", "demonstration-authentication", "--data", data, "--out", out];
  return runWristprint([...words, ...SETTINGS], during);
}

function metricsText(name: string): string {
  return readFileSync(join(folder.path, name, "metrics.json"), "utf8").replace(/"seconds": [\d.]+/, "");
}

function checkpointsOf(name: string): string[] {
  const checkpoints = join(folder.path, `${name}.partial`, "checkpoints");
  return existsSync(checkpoints) ? readdirSync(checkpoints) : [];
}

function whenCheckpointed(name: string, then: () => void): void {
  const timer = setInterval(() => {
    if (checkpointsOf(name).length === 0) return;
    clearInterval(timer);
    then();
  }, 5);
}

it("ends with the same metrics after SIGKILL at random moments, and never leaves half a folder", async () => {
  expect((await run("unbroken")).code).toBe(0);

  // First as soon as there is something to go on from, then at random moments, which may come too late.
  const random = createRandom("moments");
  for (let attempt = 0; attempt < 3; attempt++) {
    const { signal, stderr } = await run("broken", {
      during: (child) => {
        const kill = () => child.kill("SIGKILL");
        if (attempt === 0) whenCheckpointed("broken", kill);
        else setTimeout(kill, 400 + random.integer(1200));
      },
    });
    expect(["SIGKILL", null], stderr).toContain(signal);
    if (existsSync(join(folder.path, "broken"))) {
      // Too late: it had done its last act, or had even ended.
      expect(metricsText("broken")).toBe(metricsText("unbroken"));
      break;
    }
    expect(signal).toBe("SIGKILL");
    expect(checkpointsOf("broken")).not.toEqual([]);
  }
  const { code, stderr } = await run("broken");
  expect(code, stderr).toBe(0);
  expect(metricsText("broken")).toBe(metricsText("unbroken"));
  expect(readdirSync(folder.path).filter((name) => name.startsWith("broken"))).toEqual(["broken"]);
});

it.each(["SIGINT", "SIGTERM"] as const)(
  "ends by %s amid its training and says how to go on",
  async (signal) => {
    const finished = await run(signal, {
      during: (child) => {
        const send = () => {
          child.stderr?.off("data", send);
          child.kill(signal);
        };
        // The first word of progress: training is under way.
        child.stderr?.on("data", send);
      },
    });
    expect(finished.signal).toBe(signal);
    expect(finished.stdout).toBe("");
    expect(finished.stderr.trim().split("\n").at(-1)).toBe(
      `wristprint: stopped by ${signal}; finished epochs are kept: the same command goes on from there`,
    );
  },
);
