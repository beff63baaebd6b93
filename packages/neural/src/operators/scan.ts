/** ONNX's Scan: a body that runs once for every step along axis 0, its states handed from step to step. */
import type { OnnxType } from "@wristprint/onnx";
import type { Emitter } from "../graph/emitter.js";

export interface ScanInput {
  readonly name: string;
  readonly type?: OnnxType;
  /** Whether the first step is given the last slice, and so on. */
  readonly backwards: boolean;
}

export interface ScanOutput {
  readonly name: string;
  /** Whether the first step's slice becomes the last one. */
  readonly backwards: boolean;
}

export interface ScanSteps {
  /** What the states are before the first step. */
  readonly states: readonly string[];
  /** Cut along axis 0: each step is given one slice of each. */
  readonly scanned: readonly ScanInput[];
  /** Writes a step; returns the states after it and the step's slices of the outputs, all floats. */
  step(
    body: Emitter,
    states: readonly string[],
    slices: readonly string[],
  ): { readonly states: readonly string[]; readonly outputs: readonly string[] };
  /** Names of the states after the last step. */
  readonly finalStates: readonly string[];
  /** Slices stacked along axis 0. */
  readonly outputs: readonly ScanOutput[];
}

/** Adds a Scan. A step may read any name of the graph around it, such as weights. */
export function emitScan(emitter: Emitter, scan: ScanSteps): void {
  const { states, scanned, finalStates, outputs } = scan;
  const types = [...states.map((): OnnxType => "float32"), ...scanned.map(({ type = "float32" }) => type)];
  const body = emitter.body(types, (inner, given) => {
    const next = scan.step(inner, given.slice(0, states.length), given.slice(states.length));
    // What leaves a body must be made in it, and each of its outputs needs a name of its own.
    const taken = new Set(given);
    return [...next.states, ...next.outputs].map((name) => {
      if (taken.has(name)) return inner.node("Identity", [name]);
      taken.add(name);
      return name;
    });
  });
  const direction = ({ backwards }: { readonly backwards: boolean }) => (backwards ? 1n : 0n);
  emitter.nodes(
    "Scan",
    [...states, ...scanned.map(({ name }) => name)],
    {
      body,
      num_scan_inputs: BigInt(scanned.length),
      scan_input_directions: scanned.map(direction),
      scan_output_directions: outputs.map(direction),
    },
    [...finalStates, ...outputs.map(({ name }) => name)],
  );
}
