import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectRefusal, jsonOf, runWristprint } from "../testing/run-wristprint.js";
import { temporaryFolder, writeSmallData } from "../testing/small-data.js";

interface BlocksResult {
  readonly users: readonly {
    readonly user: string;
    readonly sessions: number;
    readonly events: number;
    readonly blocks: number;
  }[];
  readonly rejected: { readonly count: number };
}

const folder = temporaryFolder();
const data = join(folder.path, "data");
const store = join(folder.path, "store.parquet");
beforeAll(() => writeSmallData(data));
afterAll(folder.remove);

describe("datasets import", () => {
  it("tells what it imported, and the store gives the same blocks as the folder", async () => {
    const imported = await jsonOf(["datasets", "import", data, "--format", "balabit", "--out", store]);
    expect(imported).toMatchObject({
      sessions: 9,
      subjects: 3,
      events: 3 * (2 * 2000 + 300),
      rejected: { count: 0, reasons: [] },
      store,
      backwards: 0,
      merged: 0,
      bytes: readFileSync(store).length,
      seconds: expect.any(Number),
    });
    const [fromFolder, fromStore] = await Promise.all([
      jsonOf<BlocksResult>(["datasets", "blocks", data, "--format", "balabit"]),
      jsonOf<BlocksResult>(["datasets", "blocks", store]),
    ]);
    expect(fromStore.users).toEqual(fromFolder.users);
    expect(fromFolder.users.map(({ user, sessions, events }) => [user, sessions, events])).toEqual([
      ["user1", 2, 4000],
      ["user2", 2, 4000],
      ["user3", 2, 4000],
    ]);
  });
});

describe("datasets windows", () => {
  it("writes every user's windows as NumPy arrays, whole or not at all", async () => {
    const out = join(folder.path, "windows");
    const words = ["datasets", "windows", data, "--format", "balabit", "--out", out];
    const told = await jsonOf<{
      users: { user: string; files: [string, string]; train: number; validation: number }[];
      steps: number;
    }>(words);
    expect(told.users.map(({ user }) => user)).toEqual(["user1", "user2", "user3"]);
    for (const { files, train, validation } of told.users) {
      expect(train).toBeGreaterThan(3 * validation);
      for (const [part, count] of [train, validation].entries()) {
        const text = readFileSync(join(out, files[part] as string), "latin1");
        expect(text).toContain(`'shape': (${count}, ${told.steps}, 3), }`);
      }
    }
    expectRefusal(await runWristprint(words), /a new or empty folder expected/);
  });
});

describe("datasets blocks", () => {
  // Ten differences, a gap, ten differences: counted by hand.
  const dir = join(folder.path, "by-hand");
  beforeAll(() => {
    mkdirSync(join(dir, "training_files", "ann"), { recursive: true });
    const times = Array.from({ length: 22 }, (_, i) => (i < 11 ? 0 : 5) + i * 0.02);
    const rows = times.map((t, i) => `${t.toFixed(3)},${t.toFixed(3)},NoButton,Move,${i},${2 * i}`);
    const text = ["record timestamp,client timestamp,button,state,x,y", ...rows, "oops", ""].join("\n");
    writeFileSync(join(dir, "training_files", "ann", "session_1"), text);
  });
  const count = async (...words: string[]) => {
    const result = await jsonOf<BlocksResult>(["datasets", "blocks", dir, "--format", "balabit", ...words]);
    return result.users[0]?.blocks;
  };

  it("counts as its options say, and what it left out", async () => {
    // 11 differences before the gap's end, 10 after it.
    expect(
      await Promise.all([
        count("--block-size", "8"),
        count("--block-size", "8", "--stride", "1"),
        count("--block-size", "5", "--chunks", "concatenate"),
        count("--block-size", "8", "--chunks", "concatenate"),
        count(),
      ]),
    ).toEqual([2, 7, 4, 2, 0]);
    const { rejected } = await jsonOf<BlocksResult>(["datasets", "blocks", dir, "--format", "balabit"]);
    expect(rejected).toMatchObject({
      count: 1,
      reasons: [{ file: "training_files/ann/session_1", line: 24 }],
    });
  });

  it("takes the part that is asked for", async () => {
    const sessions = async (part: string) => {
      const words = ["datasets", "blocks", data, "--format", "balabit", "--part", part];
      return (await jsonOf<BlocksResult>(words)).users.map((user) => user.sessions);
    };
    expect(await Promise.all([sessions("test"), sessions("all")])).toEqual([
      [1, 1, 1],
      [3, 3, 3],
    ]);
  });

  it("prints a table for people", async () => {
    const { stdout, stderr, code } = await runWristprint(["datasets", "blocks", dir, "--format", "balabit"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [header, ann, left, reason, ...rest] = stdout.split("\n");
    expect([header, ann, left]).toEqual([
      "user  sessions  events  blocks",
      "ann          1      22       0",
      "Left out: 1 row and 0 files",
    ]);
    expect(reason).toMatch(/^ {2}training_files\/ann\/session_1, line 24: expected .+, found .*oops/);
    expect(rest).toEqual([""]);
  });
});

describe("datasets generate", () => {
  it("makes the same data from the same seed, and other data from another", async () => {
    const make = async (name: string, seed: string) => {
      const out = join(folder.path, name);
      const words = ["--subjects", "2", "--sessions", "1", "--test-sessions", "0", "--events", "50"];
      const result = await jsonOf(["datasets", "generate", "--out", out, "--seed", seed, ...words]);
      expect(result).toEqual({ sessions: 2, subjects: 2, events: 100, format: "balabit", out });
      expect(existsSync(`${out}.partial`)).toBe(false);
      return readFileSync(join(out, "training_files", "user1", "session_00010000"), "utf8");
    };
    const [one, again, other] = [await make("g1", "7"), await make("g2", "7"), await make("g3", "8")];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it("leaves a folder alone that holds something", async () => {
    expectRefusal(
      await runWristprint(["datasets", "generate", "--out", data]),
      /a new or empty folder expected, something is there already/,
    );
  });
});

describe("output", () => {
  it("arrives whole through a pipe that is read slowly, and a closed pipe is no error", async () => {
    const many = join(folder.path, "many");
    const row = "record timestamp,client timestamp,button,state,x,y\n0,0,NoButton,Move,1,1\n";
    for (let user = 0; user < 900; user++) {
      mkdirSync(join(many, "training_files", `user${user}`), { recursive: true });
      writeFileSync(join(many, "training_files", `user${user}`, "session_1"), row);
    }
    const words = ["datasets", "blocks", many, "--format", "balabit", "--json"];
    const { stdout } = await runWristprint(words, {
      during: ({ stdout }) => {
        stdout?.pause();
        setTimeout(() => stdout?.resume(), 1000);
      },
    });
    expect(stdout.length).toBeGreaterThan(65_536);
    expect(JSON.parse(stdout).users).toHaveLength(900);
    const closed = await runWristprint(words, { during: ({ stdout }) => stdout?.destroy() });
    expect(closed).toMatchObject({ code: 0, stderr: "" });
  });
});
