/** The real command on a desktop of its own, with a pointer that is really moved. */
import type { ChildProcess } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectRefusal, jsonOf, type RunOptions, runWristprint } from "../testing/run-wristprint.js";
import { temporaryFolder } from "../testing/small-data.js";
import { startVirtualDesktop, type VirtualDesktop, whyNoVirtualDesktop } from "../testing/virtual-desktop.js";

const folder = temporaryFolder();
afterAll(folder.remove);
const place = (...names: string[]) => join(folder.path, ...names);

interface Recorded {
  readonly events: number;
  readonly file: string;
  readonly seconds: number;
  readonly user: string;
  readonly stoppedBy: string | null;
}

/** Acts once the command says that it records. */
function whenRecording(act: (child: ChildProcess) => void): NonNullable<RunOptions["during"]> {
  return (child) => {
    let told = "";
    const listen = (text: string) => {
      told += text;
      if (!told.includes("Recording ")) return;
      child.stderr?.off("data", listen);
      act(child);
    };
    child.stderr?.on("data", listen);
  };
}

/** Acts once this many events are in the file of a recording under way. @param path how its name begins */
function whenWritten(path: string, events: number, act: () => void): void {
  const timer = setInterval(() => {
    const part = readdirSync(dirname(path)).find(
      (name) => name.startsWith(basename(path)) && name.endsWith(".part"),
    );
    if (part === undefined || linesOf(join(dirname(path), part)).length <= events) return;
    clearInterval(timer);
    act();
  }, 20);
}

const linesOf = (file: string): string[] => readFileSync(file, "utf8").trimEnd().split("\n");

const hookProcesses = ({ pid }: ChildProcess): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

const why = whyNoVirtualDesktop();

describe.skipIf(why !== undefined)(why ? `on a virtual desktop: ${why}` : "on a virtual desktop", () => {
  let desktop: VirtualDesktop;
  beforeAll(async () => {
    desktop = await startVirtualDesktop();
  });
  afterAll(() => desktop.stop());
  const onDesktop = (act: (child: ChildProcess) => void): RunOptions => ({
    env: { DISPLAY: desktop.display },
    during: whenRecording(act),
  });

  it("records moves, drags, buttons and scrolls as they were made, ready to import, and no key", async () => {
    const all = place("all");
    mkdirSync(all);
    const words = ["record", "--user", "ann", "--seconds", "60", "--out", all];
    const recorded = await jsonOf<Recorded>(
      words,
      onDesktop((child) => {
        desktop.point(
          "mousemove 100 100 sleep 0.3 mousemove 110 125 sleep 0.6 mousedown 1 mousemove 300 200 sleep 0.3 " +
            "mousemove 301 210 mouseup 1 key a click 3 click 2 click --delay 50 4 click --delay 50 5 " +
            "mousemove 0 767 click 8",
        );
        // Once all is there, rather than after some seconds, in which a busy machine may not have made all the moves.
        whenWritten(join(all, "ann", "session_"), 15, () => child.kill("SIGINT"));
      }),
    );
    const [header, ...rows] = linesOf(recorded.file);
    expect(header).toBe("client timestamp,button,state,x,y");
    expect(rows.map((row) => row.slice(row.indexOf(",") + 1))).toEqual([
      "NoButton,Move,100,100",
      "NoButton,Move,110,125",
      "Left,Pressed,110,125",
      "Left,Drag,300,200",
      "Left,Drag,301,210",
      "Left,Released,301,210",
      "Right,Pressed,301,210",
      "Right,Released,301,210",
      "Middle,Pressed,301,210",
      "Middle,Released,301,210",
      "Scroll,Up,301,210",
      "Scroll,Down,301,210",
      "NoButton,Move,0,767",
      "XButton,Pressed,0,767",
      "XButton,Released,0,767",
    ]);
    const times = rows.map((row) => Number(row.split(",")[0]));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // Milliseconds: the sleeps are 1,200. A display that was late with the first moves has seen less of them.
    const [first, , , , nextDrag] = times;
    expect(first).toBe(0);
    expect(nextDrag).toBeGreaterThan(600);

    expect(recorded).toMatchObject({ events: rows.length, user: "ann", stoppedBy: "SIGINT" });
    expect(recorded.seconds).toBeGreaterThan(1);
    const imported = await jsonOf<object>([
      ...["datasets", "import", all, "--format", "sapimouse", "--out", place("all.parquet")],
    ]);
    expect(imported).toMatchObject({
      sessions: 1,
      subjects: 1,
      events: rows.length,
      rejected: { rows: 0, files: 0 },
    });
    expect(readdirSync(join(all, "ann"))).toEqual([expect.stringMatching(/^session_\d+_\d+_\d+_1min\.csv$/)]);
  });

  it("ends early at Ctrl-C, which its process reading the pointer gets too, with what was recorded", async () => {
    const file = place("early.csv");
    let pids: number[] = [];
    const options = onDesktop((child) => {
      desktop.point("mousemove 10 10 mousemove 20 20 mousemove 30 30");
      whenWritten(file, 3, () => {
        pids = hookProcesses(child);
        for (const pid of pids) process.kill(pid, "SIGINT");
        desktop.point("sleep 0.2 mousemove 40 40");
        whenWritten(file, 4, () => child.kill("SIGINT"));
      });
    });
    const words = ["record", "--user", "ann", "--seconds", "600", "--out", file];
    const recorded = await jsonOf<Recorded>(words, options);
    expect(recorded).toMatchObject({ events: 4, file, stoppedBy: "SIGINT" });
    expect(recorded.seconds).toBeLessThan(60);
    expect(linesOf(file)).toHaveLength(5);
    expect(pids).toHaveLength(1);
    expect(pids.every(isGone)).toBe(true);
  });

  it("reads nobody's pointer any more after SIGKILL, and leaves what was recorded beside its place", async () => {
    const file = place("killed", "ann.csv");
    let pids: number[] = [];
    const options = onDesktop((child) => {
      desktop.point("mousemove 10 10 mousemove 20 20");
      whenWritten(file, 2, () => {
        pids = hookProcesses(child);
        child.kill("SIGKILL");
      });
    });
    const words = ["record", "--user", "ann", "--seconds", "600", "--out", file];
    expect((await runWristprint(words, options)).signal).toBe("SIGKILL");
    const [part = "", ...others] = readdirSync(place("killed"));
    expect(part).toMatch(/^ann\.csv\.\d+\.part$/);
    expect(others).toEqual([]);
    expect(linesOf(place("killed", part))).toHaveLength(3);
    expect(pids).toHaveLength(1);
    await expect.poll(() => pids.every(isGone)).toBe(true);
  });

  it("keeps what was recorded when the desktop goes, and fails", async () => {
    const file = place("gone.csv");
    const own = await startVirtualDesktop();
    const options: RunOptions = {
      env: { DISPLAY: own.display },
      during: whenRecording(() => {
        own.point("mousemove 10 10 mousemove 20 20");
        whenWritten(file, 2, () => own.stop());
      }),
    };
    const words = ["record", "--user", "ann", "--seconds", "600", "--out", file];
    const { code, stdout, stderr } = await runWristprint(words, options);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^wristprint: .* cannot be read any more: .*gone\.csv holds the 2 events until then$/,
    );
    expect(linesOf(file)).toHaveLength(3);
  });

  it("fails and writes nothing where the pointer rests", async () => {
    const words = ["record", "--user", "ann", "--seconds", "0.2", "--out", place("rest", "ann.csv")];
    const { code, stderr } = await runWristprint(words, { env: { DISPLAY: desktop.display } });
    expect(stderr).toMatch(/^wristprint: no event of the pointer in .* s, nothing was written$/m);
    expect(code).toBe(1);
    expect(readdirSync(folder.path)).not.toContain("rest");
  });
});

describe.skipIf(process.platform === "win32" || process.platform === "darwin")("without a desktop", () => {
  it.each([
    ["that DISPLAY names", "", /X server expected: DISPLAY names none/],
    [
      "that answers",
      ":60000",
      /X server expected: the one that DISPLAY names, .*does not answer|uiohook-napi/,
    ],
  ])("%s: one line, code 2, nothing written", async (_, DISPLAY, reason) => {
    const words = ["record", "--user", "ann", "--seconds", "1", "--out", place("none", "ann.csv")];
    expectRefusal(await runWristprint(words, { env: { DISPLAY } }), reason);
    expect(readdirSync(folder.path)).not.toContain("none");
  });
});

it("takes no other file's place, before anything is recorded", async () => {
  writeFileSync(place("precious.csv"), "years of work");
  const words = ["record", "--user", "ann", "--seconds", "1", "--out", place("precious.csv")];
  expectRefusal(await runWristprint(words), /precious\.csv: a new file expected, something is there already/);
  expect(readFileSync(place("precious.csv"), "utf8")).toBe("years of work");
});

it.each([
  [["--seconds", "0", "--user", "ann"], /--seconds: a number above 0 expected, got "0"/],
  [["--seconds", "5"], /record: --user <name> expected/],
  [["--user", "ann"], /record: --seconds <n> expected/],
  [["--seconds", "5", "--user", "../ann"], /--user: a name of letters, .* got "\.\.\/ann"/],
])("refuses %j", async (words, reason) => {
  expectRefusal(await runWristprint(["record", ...words], { cwd: folder.path }), reason);
});

it("says in its help that keys are not recorded, and asks for consent", async () => {
  const { stdout } = await runWristprint(["record", "--help"]);
  expect(stdout).toMatch(/no key is looked at or kept/);
  expect(stdout).toMatch(/only people who know of it and agree/);
});
