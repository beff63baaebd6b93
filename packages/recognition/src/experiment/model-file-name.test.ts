import fc from "fast-check";
import { expect, it } from "vitest";
import { modelFileName } from "./model-file-name.js";

it.each(["user7", "a", "user_12", "identification", "0"])("leaves %s as it is", (name) => {
  expect(modelFileName(name)).toBe(name);
});

it("tells apart what a file system may not", () => {
  const names = [
    "user",
    "User",
    "USER",
    "us er",
    "us/er",
    "us-er",
    "con",
    "CON",
    "",
    ".",
    "..",
    "é",
    "e\u0301",
    "\ud800",
    "\ud801",
    `${"x".repeat(64)}a`,
    `${"x".repeat(64)}b`,
  ];
  expect(new Set(names.map((name) => modelFileName(name).toLowerCase())).size).toBe(names.length);
});

it("gives a short name of plain characters that leads nowhere and is no device's, for any user", () => {
  const hostile = fc.constantFrom("../../etc/passwd", "a\\b", "c:", "nul", "com1", "a\u0000b", "🖱", " ");
  const any = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), hostile);
  fc.assert(
    fc.property(any, (name) => {
      const file = modelFileName(name);
      expect(file).toMatch(/^[a-z0-9_-]{1,77}$/);
      expect(file).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/);
    }),
  );
});

it("gives no user the name of another, even one made up to meet it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const file = modelFileName(name);
      if (file !== name) expect(modelFileName(file)).not.toBe(file);
    }),
  );
});
