import { CoreError } from "@wristprint/core";
import { DatasetError } from "@wristprint/datasets";
import { LivenessError } from "@wristprint/liveness";
import { GraphError } from "@wristprint/neural";
import { RecognitionError } from "@wristprint/recognition";
import { CommanderError } from "commander";
import { UsageError } from "./usage-error.js";

export const FAILED = 1;
export const BAD_INPUT = 2;

export interface Failure {
  readonly exitCode: number;
  /** One line, or nothing where what had to be said was said: help and version. */
  readonly message: string | undefined;
}

/** What the file system answers to a path that is the caller's mistake. */
const PATH_MISTAKES = ["ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "EACCES", "EPERM", "EROFS", "ENAMETOOLONG"];

/** The exit code and the one line that tell a person why a command ended. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CommanderError) return describeCommander(error);
  const message = oneLine(error instanceof Error ? error.message || error.name : String(error));
  return { exitCode: isBadInput(error) ? BAD_INPUT : FAILED, message };
}

function describeCommander({ exitCode, message }: CommanderError): Failure {
  if (exitCode === 0) return { exitCode, message: undefined };
  return { exitCode: BAD_INPUT, message: oneLine(message.replace(/^error: /, "")) };
}

function isBadInput(error: unknown): boolean {
  if (error instanceof RecognitionError) return error.code !== "training-failed";
  if (error instanceof GraphError) return ["option", "shape", "provider"].includes(error.code);
  if ([UsageError, DatasetError, LivenessError, CoreError].some((kind) => error instanceof kind)) return true;
  const { code, syscall } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return syscall !== undefined && PATH_MISTAKES.includes(code ?? "");
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, " ");
}
