/**
 * The steps of a gated recurrent unit (Cho et al. 2014), for training, in the variant of cuDNN, PyTorch and Keras
 * (`reset_after`): the reset gate weighs the recurrent product, which has a bias of its own.
 *
 *     update = σ(x·W + h·U + b + b′), reset likewise, candidate = tanh(x·W + b + reset · (h·U + b′)),
 *     next h = update · h + (1 − update) · candidate
 */
import type { Emitter } from "../graph/emitter.js";
import type { Operator, Value } from "../graph/graph.js";
import { apply } from "../graph/operator.js";
import { gemm } from "./gemm.js";
import { emitSplit, emitTruth, emitZeros, type RecurrentAttributes, stepSizes } from "./recurrent-steps.js";
import { reshape, transpose } from "./reshape.js";
import { emitScan } from "./scan.js";
import { sum } from "./sum.js";

/** Gates in Keras's order: update, reset, candidate. */
export const GRU_GATES = 3;

/**
 * Inputs: projected [length, N, 3·units], recurrent [units, 3·units], its bias [3·units], and mask [length, N, 1]
 * where there is one; outputs: the states [length, N, units] or the last one [N, units]; update and reset gates side
 * by side, candidates, the candidates' recurrent products, and the states before each step.
 */
const gruOperator: Operator<RecurrentAttributes> = {
  name: "gru",
  infer: ([projected, recurrent, , mask], { sequences }) => {
    const { length, batch, units } = stepSizes(projected as Value, recurrent as Value, mask, GRU_GATES);
    const steps = [length, batch, units];
    return [
      { shape: sequences ? steps : [batch, units] },
      { shape: [length, batch, 2 * units] },
      { shape: steps },
      { shape: steps },
      { shape: steps },
    ];
  },
  emit: (emitter, [projected, recurrent, bias, mask], outputs, { backwards, sequences }, node) => {
    const [y, gates, candidates, products, states] = outputs as [string, string, string, string, string];
    const [, batch, width] = (node.inputs[0] as Value).shape as [number, number, number];
    const units = width / GRU_GATES;
    const zero = emitZeros(emitter, [batch, units]);
    emitScan(emitter, {
      states: [zero],
      scanned: [
        { name: projected as string, backwards },
        ...(mask ? [{ name: emitTruth(emitter, mask), type: "bool" as const, backwards }] : []),
      ],
      step: (body, [h], [xt, seen]) => {
        const before = h as string;
        const recurring = body.node("Gemm", [before, recurrent as string, bias as string]);
        const [hGates, product] = emitGates(body, recurring, units);
        const [xGates, xCandidate] = emitGates(body, xt as string, units);
        const both = body.node("Sigmoid", [body.node("Add", [xGates, hGates])]);
        const [update, reset] = emitSplit(body, both, 2, units) as [string, string];
        const weighed = body.node("Mul", [reset, product]);
        const candidate = body.node("Tanh", [body.node("Add", [xCandidate, weighed])]);
        const kept = body.node("Mul", [update, body.node("Sub", [before, candidate])]);
        const state = body.node("Add", [candidate, kept]);
        const next = seen ? body.node("Where", [seen, state, before]) : state;
        return { states: [next], outputs: [...(sequences ? [next] : []), both, candidate, product, before] };
      },
      finalStates: [sequences ? emitter.name("last") : y],
      outputs: [...(sequences ? [y] : []), gates, candidates, products, states].map((name) => ({
        name,
        backwards,
      })),
    });
  },
  gradient: ({ inputs, outputs, attributes, outputGradients: [dy], wants }) => {
    if (!dy) return [];
    const [projected, recurrent, , mask] = inputs as [Value, Value, Value, Value?];
    const kept = outputs.slice(1) as Value[];
    const states = kept.at(-1) as Value;
    const [length, batch, width] = projected.shape as [number, number, number];
    const turned = transpose(recurrent, [1, 0]);
    const values = [dy, ...kept, turned, ...(mask ? [mask] : [])];
    const [dx, dr] = apply(gruBackwardOperator, values, attributes) as [Value, Value];
    const rows = (value: Value, columns: number) => reshape(value, [length * batch, columns]);
    const drRows = rows(dr, width);
    const du = () => gemm(rows(states, recurrent.shape[0] as number), drRows, { transposeA: true });
    return [dx, wants(1) ? du() : undefined, wants(2) ? sum(drRows, [0]) : undefined];
  },
};

/** ∂loss/∂projected, and the same for the recurrent products with their bias: both [length, N, 3·units]. */
const gruBackwardOperator: Operator<RecurrentAttributes> = {
  name: "gruBackward",
  infer: ([, , candidates]) => {
    const [length, batch, units] = (candidates as Value).shape as [number, number, number];
    const shape = [length, batch, 3 * units];
    return [{ shape }, { shape }];
  },
  emit: (emitter, inputs, [dx, dr], { backwards, sequences }, node) => {
    const [dy, gates, candidates, products, states, turned, mask] = inputs as [string, ...string[]];
    const [, batch, units] = (node.inputs[2] as Value).shape as [number, number, number];
    const zero = emitZeros(emitter, [batch, units]);
    const nothing = emitter.floats([0], []);
    emitScan(emitter, {
      states: [sequences ? zero : dy],
      scanned: [
        ...[gates, candidates, products, states, ...(sequences ? [dy] : [])].map((name) => ({
          name: name as string,
          backwards: !backwards,
        })),
        ...(mask ? [{ name: emitTruth(emitter, mask), type: "bool" as const, backwards: !backwards }] : []),
      ],
      step: (body, [later], slices) => {
        const [both, candidate, product, before] = slices as [string, string, string, string];
        const own = sequences ? slices[4] : undefined;
        const seen = slices[sequences ? 5 : 4];
        const arrived = own ? body.node("Add", [own, later as string]) : (later as string);
        const dh = seen ? body.node("Where", [seen, arrived, nothing]) : arrived;
        const [update, reset] = emitSplit(body, both, 2, units) as [string, string];
        const dhKept = body.node("Mul", [dh, update]);
        const slope = body.node("Sub", [body.floats([1], []), body.node("Mul", [candidate, candidate])]);
        const dCandidate = body.node("Mul", [body.node("Sub", [dh, dhKept]), slope]);
        const dGates = body.node("Mul", [
          body.node(
            "Concat",
            [
              body.node("Mul", [dh, body.node("Sub", [before, candidate])]),
              body.node("Mul", [dCandidate, product]),
            ],
            { axis: 1n },
          ),
          body.node("Sub", [both, body.node("Mul", [both, both])]),
        ]);
        const step = body.node("Concat", [dGates, dCandidate], { axis: 1n });
        const recurring = body.node("Concat", [dGates, body.node("Mul", [dCandidate, reset])], { axis: 1n });
        const through = body.node("MatMul", [recurring, turned as string]);
        // A masked step hands on what came to it.
        const past = seen ? body.node("Where", [seen, dhKept, arrived]) : dhKept;
        return { states: [body.node("Add", [through, past])], outputs: [step, recurring] };
      },
      finalStates: [emitter.name("state")],
      outputs: [dx, dr].map((name) => ({ name: name as string, backwards: !backwards })),
    });
  },
};

/** Cuts [N, 3·units] into the update and reset gates' columns and the candidate's. */
function emitGates(body: Emitter, x: string, units: number): [string, string] {
  const parts: [string, string] = [body.name("gates"), body.name("candidate")];
  body.nodes("Split", [x, body.ints([2 * units, units])], { axis: 1n }, parts);
  return parts;
}

/**
 * The states of all steps [length, N, units], or the last one [N, units].
 * @param projected [length, N, 3·units]: the input times its kernel and the bias, gates in Keras's order
 * @param recurrent [units, 3·units]
 * @param bias [3·units], of the recurrent product
 * @param mask [length, N, 1]: where it is 0 the state stays as it was
 */
export function gruSteps(
  projected: Value,
  { recurrent, bias }: { readonly recurrent: Value; readonly bias: Value },
  mask: Value | undefined,
  attributes: RecurrentAttributes,
): Value {
  const inputs = [projected, recurrent, bias, ...(mask ? [mask] : [])];
  return apply(gruOperator, inputs, attributes)[0] as Value;
}
