import { expect, it } from "vitest";
import { countTests } from "./count-tests.mjs";

const report = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, testResults: [] };

it("closes with the three counts, tests to be written among the skipped", () => {
  expect(countTests(report)).toBe("7 passed, 0 failed, 3 skipped");
});

it("counts a file that broke before its first test as failed", () => {
  const testResults = [
    { status: "failed", assertionResults: [] },
    { status: "failed", assertionResults: [{}] },
    { status: "passed", assertionResults: [{}] },
  ];
  expect(countTests({ ...report, numFailedTests: 1, testResults })).toBe("7 passed, 2 failed, 3 skipped");
});
