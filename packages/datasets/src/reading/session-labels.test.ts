import { join } from "node:path";
import { expect, it } from "vitest";
import { folderWith } from "../testing/write-files.js";
import { readLabelFile } from "./session-labels.js";

const labels = (text: string) => readLabelFile(join(folderWith({ "labels.csv": text }), "labels.csv"));

it("says of each session whether it is the account owner's", async () => {
  const found = await labels("\uFEFFfilename,is_illegal\r\nsession_2,1\r\nuser7/session_3,0\r\n");
  expect([...found]).toEqual([
    ["session_2", false],
    ["user7/session_3", true],
  ]);
});

it.each<[string, string, string, RegExp]>([
  [
    "other columns",
    "session,mine\na,1\n",
    "nothing-usable",
    /labels\.csv, line 1: expected the header filename/,
  ],
  [
    "a word that is no label",
    "filename,is_illegal\na,0\nb,maybe\n",
    "nothing-usable",
    /line 3: expected .* found "b,maybe"/,
  ],
  [
    "no session",
    "filename,is_illegal\n",
    "nothing-usable",
    /a session and its label a line expected, found none/,
  ],
])("is refused with %s", async (_, text, code, message) => {
  await expect(labels(text)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

it("is refused where there is no file", async () => {
  await expect(readLabelFile("/nowhere/labels.csv")).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringMatching(/labels\.csv: a file of labels expected \(ENOENT\)/),
  });
});
