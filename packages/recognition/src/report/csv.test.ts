import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  authenticationScoresCsv,
  csvField,
  decisionsCsv,
  identificationScoresCsv,
  perUserCsv,
} from "./csv.js";
import { emptyRun, sampleAuthentication, sampleIdentification } from "./testing/sample-run.js";

/** A reader of RFC 4180, written from its grammar. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  let row: string[] = [];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) throw new Error(`no CSV at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    const [, value = "", end] = match;
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== "\r\n") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const name = fc.string({
  unit: fc.oneof(fc.constantFrom('"', ",", "\r", "\n", "<"), fc.string({ minLength: 1, maxLength: 1 })),
});

describe("csvField", () => {
  it("quotes only where it must", () => {
    expect(["a", "a b", "a,b", 'a"b', "a\nb", ""].map(csvField)).toEqual([
      "a",
      "a b",
      '"a,b"',
      '"a""b"',
      '"a\nb"',
      "",
    ]);
  });
});

describe("decisionsCsv", () => {
  it("has a row per owner and number of blocks", () => {
    const row = { user: "a,b", blocks: 5, auc: 0.75, eer: Number.NaN, accuracy: 0.5 };
    const counts = { ownAccepted: 1, ownRejected: 2, othersAccepted: 3, othersRejected: 4 };
    expect(parseCsv(decisionsCsv([{ ...row, ...counts }]))).toEqual([
      [
        "user",
        "blocks",
        "auc",
        "eer",
        "accuracy",
        "own_accepted",
        "own_rejected",
        "others_accepted",
        "others_rejected",
      ],
      ["a,b", "5", "0.75", "", "0.5", "1", "2", "3", "4"],
    ]);
  });
});

describe("authenticationScoresCsv", () => {
  it("reads back as it was written", () => {
    const row = fc.record({
      model: name,
      subject: name,
      session: name,
      block: fc.nat(),
      score: fc.double({ noNaN: true, noDefaultInfinity: true }),
      mated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const text = authenticationScoresCsv({
          model: rows.map((r) => r.model),
          subject: rows.map((r) => r.subject),
          session: rows.map((r) => r.session),
          block: rows.map((r) => r.block),
          score: rows.map((r) => r.score),
          mated: rows.map((r) => Number(r.mated)),
        });
        const [head, ...body] = parseCsv(text);
        expect(head).toEqual(["model", "subject", "session", "block", "score", "mated"]);
        // JavaScript prints −0 as 0.
        expect(body.map((f) => [f[0], f[1], f[2], Number(f[3]), Number(f[4]), f[5]])).toEqual(
          rows.map((r) => [r.model, r.subject, r.session, r.block, r.score + 0, r.mated ? "1" : "0"]),
        );
      }),
    );
  });

  it("writes 32-bit scores short, yet exactly", () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true, noDefaultInfinity: true }), (score) => {
        const names = Array.from(score, () => "a");
        const rows = Array.from(score, () => 0);
        const text = authenticationScoresCsv({
          model: names,
          subject: names,
          session: names,
          block: rows,
          score,
          mated: rows,
        });
        const back = parseCsv(text)
          .slice(1)
          .map((fields) => Number(fields[4]));
        expect(Float32Array.from(back)).toEqual(score.map((value) => value + 0));
      }),
    );
    const one = { model: ["a"], subject: ["b"], session: ["c"], block: [0], mated: [0] };
    expect(authenticationScoresCsv({ ...one, score: Float32Array.of(0.1) })).toContain(",0.100000001,");
  });

  it("leaves the field empty where there is no score", () => {
    const one = { model: ["a"], subject: ["b"], session: ["c"], block: [4], mated: [1] };
    expect(authenticationScoresCsv({ ...one, score: [Number.NaN] })).toMatch(/\r\na,b,c,4,,1\r\n$/);
  });

  it("names the column that has the wrong length", () => {
    const one = { model: ["a"], subject: ["b"], session: ["c"], block: [4], mated: [1] };
    expect(() => authenticationScoresCsv({ ...one, score: [] })).toThrow("model has 1, score has 0");
  });

  it("writes 100,000 rows", () => {
    const rows = 100_000;
    const names = Array.from({ length: rows }, (_, i) => `user${i % 10}`);
    const numbers = Float32Array.from({ length: rows }, (_, i) => Math.sin(i));
    const text = authenticationScoresCsv({
      model: names,
      subject: names,
      session: names,
      block: numbers,
      score: numbers,
      mated: numbers,
    });
    expect(text.split("\r\n").length).toBe(rows + 2);
  });
});

describe("identificationScoresCsv", () => {
  it("gives each class a column, and reads back", () => {
    const table = {
      classes: ["a,b", 'c"d'],
      subject: ["a,b", 'c"d'],
      session: ["s\n1", "s2"],
      block: [0, 1],
      predicted: ["a,b", "a,b"],
      scores: [0.75, 0.25, 0.5, Number.NaN],
    };
    expect(parseCsv(identificationScoresCsv(table))).toEqual([
      ["subject", "session", "block", "predicted", "a,b", 'c"d'],
      ["a,b", "s\n1", "0", "a,b", "0.75", "0.25"],
      ['c"d', "s2", "1", "a,b", "0.5", ""],
    ]);
  });

  it("refuses a table that is no rectangle", () => {
    const table = {
      classes: ["a"],
      subject: ["a"],
      session: ["s"],
      block: [0],
      predicted: ["a"],
      scores: [1, 2],
    };
    expect(() => identificationScoresCsv(table)).toThrow("1 rows × 1 classes");
  });
});

describe("perUserCsv", () => {
  it("has a row per user with the figures that the run has", () => {
    const summary = sampleAuthentication();
    const [head, ...rows] = parseCsv(perUserCsv(summary));
    expect(head).toEqual(
      "user,accuracy,auc,eer,fnmr_at_fmr_1,train_blocks,validation_blocks,test_blocks".split(","),
    );
    expect(rows.map(([user]) => user)).toEqual(Object.keys(summary.data.blocks));
    expect(Number(rows[0]?.[2])).toBe(summary.metrics.auc?.perUser.user7);
    expect(parseCsv(perUserCsv(sampleIdentification()))[0]).toEqual(
      "user,accuracy,auc,train_blocks,validation_blocks,test_blocks".split(","),
    );
  });

  it("leaves out what was not measured", () => {
    const summary = {
      ...emptyRun(),
      metrics: { auc: { mean: null, perUser: { "x,y": null, z: Number.NaN } } },
    };
    expect(perUserCsv(summary)).toBe(
      'user,auc,train_blocks,validation_blocks,test_blocks\r\n"x,y",,,,\r\nz,,,,\r\n',
    );
  });
});
