/**
 * The steps of a long short-term memory (Hochreiter & Schmidhuber 1997; with a forget gate, Gers et al. 2000), for
 * training: forward it keeps what the gradients need, backward it walks the steps the other way round and leaves
 * all that concerns weights to a few large products behind it.
 *
 * One node computes all four gates, since tanh(z) = 2σ(2z) − 1: whoever makes `projected` and `recurrent` doubles the
 * candidate's columns (`LSTM_SLOPES`).
 */
import type { Operator, Value } from "../graph/graph.js";
import { apply } from "../graph/operator.js";
import { gemm } from "./gemm.js";
import { emitSplit, maskInput, type RecurrentAttributes, stepSizes } from "./recurrent-steps.js";
import { reshape, transpose } from "./reshape.js";
import { emitScan, emitZeroState } from "./scan.js";

/** Gates in Keras's order: input, forget, candidate, output. */
export const LSTM_GATES = 4;

/** What each gate's columns are to be multiplied by before {@link lstmSteps}. */
export const LSTM_SLOPES = [1, 1, 2, 1] as const;

/**
 * Inputs: projected [length, N, 4·units], recurrent [units, 4·units], and mask [length, N, 1] where there is one;
 * outputs: the states [length, N, units] or the last one [N, units]; σ of all gates, tanh of the cells, and the cells
 * and states before each step.
 */
const lstmOperator: Operator<RecurrentAttributes> = {
  name: "lstm",
  infer: ([projected, recurrent, mask], { sequences }) => {
    const { length, batch, units } = stepSizes(projected as Value, recurrent as Value, mask, LSTM_GATES);
    const steps = [length, batch, units];
    return [
      { shape: sequences ? steps : [batch, units] },
      { shape: [length, batch, 4 * units] },
      { shape: steps },
      { shape: steps },
      { shape: steps },
    ];
  },
  emit: (emitter, [projected, recurrent, mask], [y, gates, curved, cells, states], attributes, node) => {
    const { backwards, sequences } = attributes;
    const units = (node.inputs[1] as Value).shape[0] as number;
    const zero = emitZeroState(emitter, projected as string, units);
    const last = sequences ? emitter.name("last") : (y as string);
    emitScan(emitter, {
      states: [zero, zero],
      scanned: [{ name: projected as string }, ...maskInput(emitter, mask)],
      backwards,
      step: (body, [h, c], [xt, seen]) => {
        const z = body.node("Gemm", [h as string, recurrent as string, xt as string]);
        const all = body.node("Sigmoid", [z]);
        const [i, f, s, o] = emitSplit(body, all, [units, units, units, units]) as Four;
        const candidate = body.node("Sub", [body.node("Add", [s, s]), body.floats([1], [])]);
        const cell = body.node("Add", [body.node("Mul", [f, c as string]), body.node("Mul", [i, candidate])]);
        const bent = body.node("Tanh", [cell]);
        const state = body.node("Mul", [o, bent]);
        const next = seen ? body.node("Where", [seen, state, h as string]) : state;
        const kept = seen ? body.node("Where", [seen, cell, c as string]) : cell;
        return {
          states: [next, kept],
          outputs: [...(sequences ? [next] : []), all, bent, c as string, h as string],
        };
      },
      finalStates: [last, emitter.name("cell")],
      outputs: [...(sequences ? [y as string] : []), gates, curved, cells, states] as string[],
    });
  },
  gradient: ({ inputs, outputs, attributes, outputGradients: [dy], wants }) => {
    if (!dy) return [];
    const [projected, recurrent, mask] = inputs as [Value, Value, Value?];
    const [, gates, curved, cells, states] = outputs as readonly Value[];
    const [length, batch, width] = projected.shape as [number, number, number];
    const turned = transpose(recurrent, [1, 0]);
    const values = [dy, gates, curved, cells, turned, ...(mask ? [mask] : [])] as Value[];
    const dz = apply(lstmBackwardOperator, values, attributes)[0] as Value;
    const rows = (value: Value, columns: number) => reshape(value, [length * batch, columns]);
    const du = () =>
      gemm(rows(states as Value, recurrent.shape[0] as number), rows(dz, width), { transposeA: true });
    return [dz, wants(1) ? du() : undefined];
  },
};

type Four = [string, string, string, string];

/** ∂loss/∂projected [length, N, 4·units], from ∂loss/∂y and what the forward steps kept. */
const lstmBackwardOperator: Operator<RecurrentAttributes> = {
  name: "lstmBackward",
  infer: ([, gates]) => [{ shape: (gates as Value).shape }],
  emit: (emitter, [dy, gates, curved, cells, turned, mask], [dz], { backwards, sequences }, node) => {
    const units = (node.inputs[2] as Value).shape[2] as number;
    const zero = emitZeroState(emitter, gates as string, units);
    const nothing = emitter.floats([0], []);
    emitScan(emitter, {
      states: [sequences ? zero : (dy as string), zero],
      scanned: [
        ...[gates, curved, cells].map((name) => ({ name: name as string })),
        ...(sequences ? [{ name: dy as string }] : []),
        ...maskInput(emitter, mask),
      ],
      backwards: !backwards,
      step: (body, [dhLater, dcLater], slices) => {
        const [all, bent, before] = slices as [string, string, string];
        const own = sequences ? slices[3] : undefined;
        const seen = slices[sequences ? 4 : 3];
        const dh = own ? body.node("Add", [own, dhLater as string]) : (dhLater as string);
        const [i, f, s, o] = emitSplit(body, all, [units, units, units, units]) as Four;
        // Through h = o · tanh(c): dc gains dh · o · (1 − tanh²(c)).
        const through = body.node("Mul", [dh, o]);
        const lost = body.node("Mul", [body.node("Mul", [through, bent]), bent]);
        const dc = body.node("Add", [dcLater as string, body.node("Sub", [through, lost])]);
        const candidate = body.node("Sub", [body.node("Add", [s, s]), body.floats([1], [])]);
        // The candidate is 2s − 1, so its s weighs twice; the slope of every σ is σ − σ².
        const parts = [
          body.node("Mul", [dc, candidate]),
          body.node("Mul", [dc, before]),
          body.node("Mul", [dc, body.node("Add", [i, i])]),
          body.node("Mul", [dh, bent]),
        ];
        const slope = body.node("Sub", [all, body.node("Mul", [all, all])]);
        const full = body.node("Mul", [body.node("Concat", parts, { axis: 1n }), slope]);
        const step = seen ? body.node("Where", [seen, full, nothing]) : full;
        const dcBefore = body.node("Mul", [dc, f]);
        const dhBefore = body.node("MatMul", [step, turned as string]);
        if (!seen) return { states: [dhBefore, dcBefore], outputs: [step] };
        // A masked step hands on what came to it.
        const passed = body.node("Where", [seen, nothing, dh]);
        return {
          states: [
            body.node("Add", [dhBefore, passed]),
            body.node("Where", [seen, dcBefore, dcLater as string]),
          ],
          outputs: [step],
        };
      },
      finalStates: [emitter.name("state"), emitter.name("cell")],
      outputs: [dz as string],
    });
  },
};

/**
 * The states of all steps [length, N, units], or the last one [N, units].
 * @param projected [length, N, 4·units]: the input times its kernel and the bias, gates in Keras's order
 * @param recurrent [units, 4·units]
 * @param mask [length, N, 1]: where it is 0 the state stays as it was
 */
export function lstmSteps(
  projected: Value,
  recurrent: Value,
  mask: Value | undefined,
  attributes: RecurrentAttributes,
): Value {
  const inputs = mask ? [projected, recurrent, mask] : [projected, recurrent];
  return apply(lstmOperator, inputs, attributes)[0] as Value;
}
