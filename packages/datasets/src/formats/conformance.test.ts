import { join } from "node:path";
import { createRandom, eventKindCode } from "@wristprint/core";
import { describe, expect, it } from "vitest";
import { DatasetError } from "../dataset-error.js";
import { importDataset } from "../import-dataset.js";
import { readDataset } from "../read-dataset.js";
import { FORMAT_SAMPLES } from "../testing/format-samples.js";
import { folderWith, temporaryFolder } from "../testing/write-files.js";
import { DATASET_FORMATS, datasetFormat } from "./registry.js";

it("every format has a sample, so that the suite runs for it", () => {
  expect(FORMAT_SAMPLES.map(({ format }) => format).sort()).toEqual(DATASET_FORMATS.map(({ name }) => name));
});

describe.each(FORMAT_SAMPLES)("format $format", (sample) => {
  const { format, header, sessionPath, row, press, unknownRow } = sample;
  const path = sessionPath("user7", 1);
  const top = header === undefined ? [] : [header];
  const firstRow = top.length + 1;
  const second = press ?? row;
  // A folder called user7 says neither person nor machine.
  const whose = format === "delbot" ? {} : { genuine: true };
  const good = [row(0, 10, 20), second(250, 11.5, -3), row(260, 65535, 0)];
  const file = (rows: readonly string[], end = "\n") =>
    sample.compose?.(rows, end) ?? [...top, ...rows].join(end) + end;
  const lineOf = (index: number) => (sample.compose === undefined ? firstRow + index : 1);
  const read = (content: string | Uint8Array) =>
    readDataset({ dir: folderWith({ [path]: content }), format });

  it("reads times from the session's first event, coordinates, kinds and buttons", async () => {
    const { traces, report } = await read(file(good));
    expect(traces).toHaveLength(1);
    const [trace] = traces;
    expect(trace).toMatchObject({ subject: "user7", part: "training", ...whose });
    expect(Array.from(trace?.tMs ?? [])).toEqual([0, 250, 260]);
    expect(Array.from(trace?.x ?? [])).toEqual([10, 11.5, 65535]);
    expect(Array.from(trace?.y ?? [])).toEqual([20, -3, 0]);
    expect(trace?.kind[1]).toBe(eventKindCode(press ? "press" : "move"));
    expect(trace?.button[1]).toBe(press ? 1 : 0);
    expect(report).toMatchObject({ format, sessions: 1, subjects: 1, events: 3, backwards: 0 });
    expect(report.rejected).toEqual({ count: 0, rows: 0, files: 0, reasons: [] });
  });

  it.each([
    ["CR LF line ends", file(good, "\r\n")],
    ["no newline at the end", file(good).trimEnd()],
    ["a byte-order mark", `\uFEFF${file(good)}`],
    ["blank lines", file(good.flatMap((line) => [line, ""]))],
  ])("reads the same from a file with %s", async (_, content) => {
    const plain = await read(file(good));
    const other = await read(content);
    expect(other.traces).toEqual(plain.traces);
    expect(other.report).toEqual(plain.report);
  });

  // The slider's rows tell no event.
  const unknown: [string, string, RegExp][] =
    unknownRow === undefined ? [] : [["an unknown event", unknownRow, /one of /]];
  it.each<[string, string, RegExp]>([
    ["too few fields", "1,2", /\d+ fields/],
    ["too many fields", `${row(5, 1, 1)},9,9,9`, /\d+ fields/],
    ["a coordinate that is no number", row(5, "abc", 1), /number of pixels/],
    ["an empty coordinate", row(5, 1, ""), /number of pixels/],
    ["NaN", row(5, "NaN", 1), /number of pixels/],
    ["infinity", row(5, 1, "inf"), /number of pixels/],
    ["an absurd number", row(5, "1e300", 1), /number of pixels/],
    ...unknown,
    ["NUL bytes", row(5, "1\0", 1), /number of pixels/],
    ["a time that is no number", row(Number.NaN, 1, 1), /a time in m?s/],
  ])("leaves out a row with %s, and says where and why", async (_, bad, expected) => {
    const { traces, report } = await read(file([...good.slice(0, 2), bad, ...good.slice(2)]));
    expect(Array.from(traces[0]?.tMs ?? [])).toEqual([0, 250, 260]);
    expect(report.rejected).toMatchObject({ count: 1, rows: 1, files: 0 });
    const [reason] = report.rejected.reasons;
    expect(reason).toMatchObject({ file: path, line: lineOf(2) });
    expect(reason?.expected).toMatch(expected);
  });

  it("leaves out rows with bytes that are no UTF-8", async () => {
    const bytes = Buffer.from(file([...good, row(300, "7@", 1)]));
    bytes[bytes.lastIndexOf("@")] = 0xff;
    const { report } = await read(bytes);
    expect(report.events).toBe(3);
    expect(report.rejected.reasons[0]).toMatchObject({ line: lineOf(3), found: '"7\uFFFD"' });
  });

  it("keeps ten reasons and counts them all", async () => {
    const { report } = await read(file([...good, ...Array.from({ length: 25 }, () => "junk")]));
    expect(report.rejected.count).toBe(25);
    expect(report.rejected.reasons).toHaveLength(10);
  });

  it("keeps times that go backwards where they stand and counts them", async () => {
    const { traces, report } = await read(file([row(0, 1, 1), row(90, 2, 1), row(40, 3, 1), row(100, 4, 1)]));
    expect(Array.from(traces[0]?.tMs ?? [])).toEqual([0, 90, 40, 100]);
    expect(report.backwards).toBe(1);
  });

  it.each([
    ["an empty file", ""],
    ["a file without events", file([])],
    ["a file of something else", "\x89PNG\r\n\x1a\nrubbish"],
  ])("refuses %s beside good ones, and as all there is", async (_, content) => {
    const files = { [sessionPath("user7", 2)]: content, [path]: file(good) };
    const { traces, report } = await readDataset({ dir: folderWith(files), format });
    expect(traces).toHaveLength(1);
    expect(report.rejected.files).toBe(1);
    expect(report.rejected.reasons.map((reason) => reason.file)).toContain(sessionPath("user7", 2));
    await expect(read(content)).rejects.toThrow(DatasetError);
    await expect(read(content)).rejects.toThrow(/expected .*, found /);
    await expect(read(content)).rejects.toMatchObject({ code: "nothing-usable" });
  });

  if (header !== undefined && sample.preamble !== true) {
    it("finds its columns by their names, in any order, and refuses a header without them", async () => {
      const turned = (line: string) => [...line.split(",").reverse(), "more"].join();
      const { traces } = await read(`${turned(header)}\n${turned(row(9, 4, 5))}\n`);
      expect([traces[0]?.x[0], traces[0]?.y[0]]).toEqual([4, 5]);
      const fewer = header.split(",").slice(0, -1).join();
      await expect(read(`${fewer}\n${good[0]}\n`)).rejects.toThrow(
        `line 1: expected a header with the columns ${datasetFormat(format).columns.join()}, found "${fewer}"`,
      );
    });
  }

  it("gives the same traces from a store as from the files", async () => {
    const subjects = ["user12", "user7", "user100"];
    const files = Object.fromEntries(
      subjects.flatMap((subject, s) =>
        [3, 10, 2].map((number) => {
          const count = 1 + s * 3000 + number * 700;
          const rows = Array.from({ length: count }, (_, i) => row(i * 7, (i * 31) % 1900, (i + s) % 1000));
          return [sessionPath(subject, number), file(rows)];
        }),
      ),
    );
    const dir = folderWith({ ...files, [sessionPath("user12", 4)]: "", "notes/readme.md": "not a session" });
    const out = join(temporaryFolder(), "store.parquet");
    const imported = await importDataset({ dir, format, out });
    const fromFiles = await readDataset({ dir, format });
    const fromStore = await readDataset({ store: out });
    expect(fromStore.traces).toEqual(fromFiles.traces);
    expect(fromFiles.traces.map(({ subject }) => subject)).toEqual(
      ["user7", "user12", "user100"].flatMap((subject) => [subject, subject, subject]),
    );
    expect(imported).toMatchObject(fromFiles.report);
    expect(imported.rejected.files).toBe(1);
    expect(imported.otherFiles).toBe(1);
    for (const options of [{ subjects: ["user12"] }, { parts: ["training" as const], subjects: ["user7"] }]) {
      const some = await readDataset({ dir, format, ...options });
      expect((await readDataset({ store: out, ...options })).traces).toEqual(some.traces);
      expect(some.traces).toHaveLength(3);
    }
  });

  it("answers any flipped bytes with a report or a DatasetError", async () => {
    const random = createRandom(`flipped bytes of ${format}`);
    const rows = Array.from({ length: 20 }, (_, i) => row(i * 8, 500 + i, 300 - i));
    const valid = Buffer.from(file([...rows, second(200, 1, 1)]));
    let reports = 0;
    for (let attempt = 0; attempt < 200; attempt++) {
      const bytes = Buffer.from(valid);
      for (let flips = 1 + random.integer(12); flips > 0; flips--) {
        bytes[random.integer(bytes.length)] = random.integer(256);
      }
      const outcome = await read(bytes).catch((error: unknown) => error);
      if (outcome instanceof DatasetError) expect(outcome.message).not.toContain("\n");
      else {
        expect(outcome).toMatchObject({ report: { format, sessions: 1 } });
        reports++;
      }
    }
    expect(reports).toBeGreaterThan(20);
  });
});
