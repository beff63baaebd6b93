import fc from "fast-check";
import { expect, test } from "vitest";
import { compareVersions } from "./compare-versions.js";

test("versions stand in the order of Semantic Versioning 2.0.0, section 11", () => {
  const ordered = [
    "0.9",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
  ];
  const newer = ["1.9.0", "1.10.0", "2.0.0", "10.0.0", "2026-01-02"];
  expect([...ordered, ...newer].reverse().sort(compareVersions)).toEqual([...ordered, ...newer]);
});

test("any two versions have an order, whichever is named first; only equal ones have none", () => {
  const version = fc.stringMatching(/^[a-c0-2.-]{0,6}$/);
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      expect(compareVersions(a, b) === 0).toBe(a === b);
    }),
  );
});
