/**
 * @typedef {object} VitestReport what we read of vitest's JSON report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests skipped tests
 * @property {number} numTodoTests
 * @property {{status: string, assertionResults: unknown[]}[]} testResults one per file
 */

/**
 * The one closing line that says how the tests went: `N passed, N failed, N skipped`.
 * A file that broke before its first test has none to count, so it counts as one failed.
 *
 * @param {VitestReport} report
 */
export function countTests(report) {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + broken.length;
  const skipped = report.numPendingTests + report.numTodoTests;
  return `${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
}
