import { readFileSync } from "node:fs";
import { CoreError } from "@wristprint/core";
import { DatasetError } from "@wristprint/datasets";
import { LivenessError } from "@wristprint/liveness";
import { GraphError } from "@wristprint/neural";
import { RecognitionError } from "@wristprint/recognition";
import { CommanderError } from "commander";
import { expect, it } from "vitest";
import { describeFailure } from "./describe-failure.js";
import { UsageError } from "./usage-error.js";

it("blames the input for what only the caller can mend", () => {
  const errors = [
    new UsageError("no"),
    new DatasetError("not-found", "no"),
    new RecognitionError("bad-definition", "no"),
    new CoreError("out-of-range", "no"),
    new LivenessError("bad-model", "no"),
    new GraphError("option", "no"),
    new CommanderError(1, "commander.unknownOption", "error: no"),
  ];
  for (const error of errors) expect(describeFailure(error)).toEqual({ exitCode: 2, message: "no" });
  expect(describeFailure(caught(() => readFileSync("/no/such/file"))).exitCode).toBe(2);
});

it("blames itself for everything else", () => {
  const errors = [
    new RecognitionError("training-failed", "no"),
    new GraphError("diverged", "no"),
    new Error("no"),
    "no",
    Object.assign(new Error("no"), { code: "ENOSPC", syscall: "write" }),
    Object.assign(new Error("no"), { code: "ENOENT" }),
  ];
  for (const error of errors) expect(describeFailure(error)).toEqual({ exitCode: 1, message: "no" });
});

it("says it in one line whatever the message holds", () => {
  expect(describeFailure(new Error("first\n  second\r\nthird\n")).message).toBe("first second third");
  expect(describeFailure(new TypeError()).message).toBe("TypeError");
});

it("says nothing after help and version", () => {
  expect(describeFailure(new CommanderError(0, "commander.helpDisplayed", "(outputHelp)"))).toEqual({
    exitCode: 0,
    message: undefined,
  });
});

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
