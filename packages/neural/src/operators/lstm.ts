/**
 * The steps of a long short-term memory (Hochreiter & Schmidhuber 1997; with a forget gate, Gers et al. 2000), for
 * training. What a step costs beside its products is mostly the number of its nodes, so the forward steps keep what
 * makes the backward ones short:
 *
 *     c′ = f·c + i·(2s − 1), h′ = o·tanh(c′), where tanh(z) = 2σ(2z) − 1 lets one σ serve all gates: s = σ(2z);
 *     ∂c′ = ∂c + ∂h·a, where a = o·(1 − tanh²(c′));
 *     ∂z = [∂c′, ∂c′, ∂c′, ∂h] · r, where r = [i·(2s − 1), f·c, 2·i·s, h′] · (1 − σ), gate by gate.
 *
 * All that concerns weights is left to a few large products behind the steps. Whoever makes `projected` and
 * `recurrent` doubles the candidate's columns (`LSTM_SLOPES`).
 */
import type { Operator, Value } from "../graph/graph.js";
import { apply } from "../graph/operator.js";
import { gemm } from "./gemm.js";
import { emitSplit, emitTruth, emitZeros, type RecurrentAttributes, stepSizes } from "./recurrent-steps.js";
import { reshape, transpose } from "./reshape.js";
import { emitScan } from "./scan.js";

/** Gates in Keras's order: input, forget, candidate, output. */
export const LSTM_GATES = 4;

/** What each gate's columns are to be multiplied by before {@link lstmSteps}. */
export const LSTM_SLOPES = [1, 1, 2, 1] as const;

/** Gates of a masked step: nothing comes in, nothing is forgotten, nothing goes out. They make r and a zero, too. */
const MASKED_GATES = [0, 1, 0.5, 0] as const;

/**
 * Inputs: projected [length, N, 4·units], recurrent [units, 4·units], and mask [length, N, 1] where there is one;
 * outputs: the states [length, N, units] or the last one [N, units]; the states before each step, r, a and f.
 */
const lstmOperator: Operator<RecurrentAttributes> = {
  name: "lstm",
  infer: ([projected, recurrent, mask], { sequences }) => {
    const { length, batch, units } = stepSizes(projected as Value, recurrent as Value, mask, LSTM_GATES);
    const steps = { shape: [length, batch, units] };
    const wide = { shape: [length, batch, LSTM_GATES * units] };
    return [sequences ? steps : { shape: [batch, units] }, steps, wide, steps, steps];
  },
  emit: (emitter, [projected, recurrent, mask], [y, ...kept], { backwards, sequences }, node) => {
    const [, batch, width] = (node.inputs[0] as Value).shape as [number, number, number];
    const units = width / LSTM_GATES;
    const zero = emitZeros(emitter, [batch, units]);
    const closed = MASKED_GATES.flatMap((gate) => new Array<number>(units).fill(gate));
    emitScan(emitter, {
      states: [zero, zero],
      scanned: [
        { name: projected as string, backwards },
        ...(mask ? [{ name: emitTruth(emitter, mask), type: "bool" as const, backwards }] : []),
      ],
      step: (body, [h, c], [xt, seen]) => {
        const z = body.node("Gemm", [h as string, recurrent as string, xt as string]);
        const open = body.node("Sigmoid", [z]);
        const all = seen ? body.node("Where", [seen, open, body.floats(closed, [1, width])]) : open;
        const [i, f, s, o] = emitSplit(body, all, LSTM_GATES, units) as [string, string, string, string];
        const twice = body.node("Mul", [i, body.node("Add", [s, s])]);
        const gained = body.node("Sub", [twice, i]);
        const left = body.node("Mul", [f, c as string]);
        const cell = body.node("Add", [left, gained]);
        const bent = body.node("Tanh", [cell]);
        const out = body.node("Mul", [o, bent]);
        const state = seen ? body.node("Where", [seen, out, h as string]) : out;
        const shut = body.node("Sub", [body.floats([1], []), all]);
        const r = body.node("Mul", [body.node("Concat", [gained, left, twice, out], { axis: 1n }), shut]);
        const a = body.node("Sub", [o, body.node("Mul", [out, bent])]);
        return { states: [state, cell], outputs: [...(sequences ? [state] : []), h as string, r, a, f] };
      },
      finalStates: [sequences ? emitter.name("last") : (y as string), emitter.name("cell")],
      outputs: [...(sequences ? [y as string] : []), ...kept].map((name) => ({ name, backwards })),
    });
  },
  gradient: ({ inputs, outputs, attributes, outputGradients: [dy], wants }) => {
    if (!dy) return [];
    const [projected, recurrent, mask] = inputs as [Value, Value, Value?];
    const [, before, ...kept] = outputs as readonly [Value, Value, ...Value[]];
    const [length, batch, width] = projected.shape as [number, number, number];
    const values = [dy, transpose(recurrent, [1, 0]), ...kept, ...(mask ? [mask] : [])];
    const dz = apply(lstmBackwardOperator, values, attributes)[0] as Value;
    const rows = (value: Value, columns: number) => reshape(value, [length * batch, columns]);
    const du = () => gemm(rows(before, width / LSTM_GATES), rows(dz, width), { transposeA: true });
    return [dz, wants(1) ? du() : undefined];
  },
};

/** ∂loss/∂projected [length, N, 4·units], from ∂loss/∂y, the recurrent kernel turned, r, a, f, and the mask. */
const lstmBackwardOperator: Operator<RecurrentAttributes> = {
  name: "lstmBackward",
  infer: ([, , r]) => [{ shape: (r as Value).shape }],
  emit: (emitter, [dy, turned, r, a, f, mask], [dz], { backwards, sequences }, node) => {
    const [, batch, width] = (node.inputs[2] as Value).shape as [number, number, number];
    const zero = emitZeros(emitter, [batch, width / LSTM_GATES]);
    const masked = mask ? emitter.node("Sub", [emitter.floats([1], []), mask]) : undefined;
    const scanned = [r, a, f, ...(sequences ? [dy] : []), ...(masked ? [masked] : [])] as string[];
    emitScan(emitter, {
      states: [sequences ? zero : (dy as string), zero],
      scanned: scanned.map((name) => ({ name, backwards: !backwards })),
      step: (body, [dhLater, dcLater], [rt, at, ft, ...rest]) => {
        const own = sequences ? rest[0] : undefined;
        const passing = masked ? rest.at(-1) : undefined;
        const dh = own ? body.node("Add", [own, dhLater as string]) : (dhLater as string);
        const dc = body.node("Add", [dcLater as string, body.node("Mul", [dh, at as string])]);
        const each = body.node("Concat", [dc, dc, dc, dh], { axis: 1n });
        const step = body.node("Mul", [each, rt as string]);
        const through = body.node("MatMul", [step, turned as string]);
        // A masked step hands on what came to it: a and r are 0 there, and f is 1.
        const before = passing ? body.node("Add", [through, body.node("Mul", [dh, passing])]) : through;
        return { states: [before, body.node("Mul", [dc, ft as string])], outputs: [step] };
      },
      finalStates: [emitter.name("state"), emitter.name("cell")],
      outputs: [{ name: dz as string, backwards: !backwards }],
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
