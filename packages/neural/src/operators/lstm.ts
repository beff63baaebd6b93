/**
 * The steps of a long short-term memory (Hochreiter & Schmidhuber 1997; with a forget gate, Gers et al. 2000), for
 * training. What a step costs beside its products is mostly the number of nodes, so all directions are stepped
 * together, their rows below each other, and the forward steps keep what makes the backward ones short:
 *
 *     c′ = f·c + i·(2s − 1), h′ = o·tanh(c′), where tanh(z) = 2σ(2z) − 1 lets one σ serve all gates: s = σ(2z);
 *     ∂c′ = ∂c + ∂h·a, where a = o·(1 − tanh²(c′));
 *     ∂z = [∂c′, ∂c′, ∂c′, ∂h] · r, where r = [i·(2s − 1), f·c, 2·i·s, h′] · (1 − σ), gate by gate.
 *
 * All that concerns weights is left to a few large products behind the steps. Whoever makes `projected` and
 * `recurrent` doubles the candidate's columns (`LSTM_SLOPES`).
 */
import { constant, type Operator, type Value } from "../graph/graph.js";
import { apply } from "../graph/operator.js";
import { sizeOf } from "../graph/shape.js";
import { gemm } from "./gemm.js";
import { emitJoin, emitSplit, emitTruth, emitZeros, stepSizes } from "./recurrent-steps.js";
import { reshape, transpose } from "./reshape.js";
import { emitScan } from "./scan.js";

/** Gates in Keras's order: input, forget, candidate, output. */
export const LSTM_GATES = 4;

/** What each gate's columns are to be multiplied by before {@link lstmSteps}. */
export const LSTM_SLOPES = [1, 1, 2, 1] as const;

/** Gates of a masked step: nothing comes in, nothing is forgotten, nothing goes out. They make r and a zero, too. */
const MASKED_GATES = [0, 1, 0.5, 0] as const;

interface LstmAttributes {
  /** Of each direction, whether it goes from the last step to the first. */
  readonly backwards: readonly boolean[];
  /** Whether every step's state is wanted, or that after the last one only. */
  readonly sequences: boolean;
}

/**
 * Inputs: projected [length, N, 4·units] and recurrent [units, 4·units] of each direction, and mask [length, N, 1]
 * where there is one. Outputs: of each direction the states [length, N, units], or the last one [N, units]; of each
 * the states before each step; then, step by step, all directions' rows below each other, r, a and f.
 */
const lstmOperator: Operator<LstmAttributes> = {
  name: "lstm",
  infer: (inputs, { backwards, sequences }) => {
    const ways = backwards.length;
    const mask = inputs[2 * ways];
    const sizes = backwards.map((_, way) =>
      stepSizes(inputs[way] as Value, inputs[ways + way] as Value, mask, LSTM_GATES),
    );
    const { length, batch, units } = sizes[0] as ReturnType<typeof stepSizes>;
    const steps = [length, batch, units];
    const kept = (gates: number) => ({ shape: [length, ways * batch, gates * units] });
    return [
      ...sizes.map(() => ({ shape: sequences ? steps : [batch, units] })),
      ...sizes.map(() => ({ shape: steps })),
      kept(LSTM_GATES),
      kept(1),
      kept(1),
    ];
  },
  emit: (emitter, inputs, outputs, { backwards, sequences }, node) => {
    const ways = backwards.length;
    const [, batch, width] = (node.inputs[0] as Value).shape as [number, number, number];
    const units = width / LSTM_GATES;
    const recurrent = inputs.slice(ways, 2 * ways);
    const mask = inputs[2 * ways];
    const seenSteps = mask ? emitTruth(emitter, mask) : undefined;
    const zero = emitZeros(emitter, [ways * batch, units]);
    const last = emitter.name("last");
    const columns = MASKED_GATES.flatMap((gate) => new Array<number>(units).fill(gate));
    const closed = mask ? emitter.floats(columns, [1, width]) : undefined;
    emitScan(emitter, {
      states: [zero, zero],
      scanned: [
        ...backwards.map((back, way) => ({ name: inputs[way] as string, backwards: back })),
        ...backwards.flatMap((back) =>
          seenSteps ? [{ name: seenSteps, type: "bool" as const, backwards: back }] : [],
        ),
      ],
      step: (body, [h, c], slices) => {
        const before = emitSplit(body, h as string, ways, batch, 0);
        const gates = before.map((state, way) => {
          const z = body.node("Gemm", [state, recurrent[way] as string, slices[way] as string]);
          return body.node("Sigmoid", [z]);
        });
        const open = emitJoin(body, gates, 0);
        const seen = closed ? emitJoin(body, slices.slice(ways), 0) : undefined;
        const all = seen ? body.node("Where", [seen, open, closed as string]) : open;
        const [i, f, s, o] = emitSplit(body, all, LSTM_GATES, units, 1) as [string, string, string, string];
        const twice = body.node("Mul", [i, body.node("Add", [s, s])]);
        const gained = body.node("Sub", [twice, i]);
        const kept = body.node("Mul", [f, c as string]);
        const cell = body.node("Add", [kept, gained]);
        const bent = body.node("Tanh", [cell]);
        const out = body.node("Mul", [o, bent]);
        const state = seen ? body.node("Where", [seen, out, h as string]) : out;
        const shut = body.node("Sub", [body.floats([1], []), all]);
        const parts = body.node("Concat", [gained, kept, twice, out], { axis: 1n });
        return {
          states: [state, cell],
          outputs: [
            ...(sequences ? emitSplit(body, state, ways, batch, 0) : []),
            ...before,
            body.node("Mul", [parts, shut]),
            body.node("Sub", [o, body.node("Mul", [out, bent])]),
            f,
          ],
        };
      },
      finalStates: [last, emitter.name("cell")],
      outputs: [
        ...(sequences ? backwards : []).map((back, way) => ({
          name: outputs[way] as string,
          backwards: back,
        })),
        ...backwards.map((back, way) => ({ name: outputs[ways + way] as string, backwards: back })),
        ...outputs.slice(2 * ways).map((name) => ({ name, backwards: false })),
      ],
    });
    if (sequences) return;
    if (ways === 1) emitter.node("Identity", [last], {}, outputs[0]);
    else {
      emitter.nodes(
        "Split",
        [last, emitter.ints(backwards.map(() => batch))],
        { axis: 0n },
        outputs.slice(0, ways),
      );
    }
  },
  gradient: ({ inputs, outputs, attributes, outputGradients, wants }) => {
    const ways = attributes.backwards.length;
    const projected = inputs.slice(0, ways);
    const recurrent = inputs.slice(ways, 2 * ways);
    const before = outputs.slice(ways, 2 * ways);
    const [length, batch, width] = (projected[0] as Value).shape as [number, number, number];
    const dys = outputs
      .slice(0, ways)
      .map((y, way) => outputGradients[way] ?? constant(y.graph, new Float32Array(sizeOf(y.shape)), y.shape));
    const dzs = apply(
      lstmBackwardOperator,
      [
        ...dys,
        ...recurrent.map((value) => transpose(value, [1, 0])),
        ...outputs.slice(2 * ways),
        ...inputs.slice(2 * ways),
      ],
      attributes,
    );
    const rows = (value: Value, columns: number) => reshape(value, [length * batch, columns]);
    const dus = dzs.map((dz, way) =>
      wants(ways + way)
        ? gemm(rows(before[way] as Value, width / LSTM_GATES), rows(dz, width), { transposeA: true })
        : undefined,
    );
    return [...dzs, ...dus];
  },
};

/**
 * ∂loss/∂projected [length, N, 4·units] of each direction, from ∂loss/∂y of each, the recurrent kernels turned, what
 * the forward steps kept, and the mask where there is one.
 */
const lstmBackwardOperator: Operator<LstmAttributes> = {
  name: "lstmBackward",
  infer: (inputs, { backwards }) => {
    const ways = backwards.length;
    const [length, rows, width] = (inputs[2 * ways] as Value).shape as [number, number, number];
    return backwards.map(() => ({ shape: [length, rows / ways, width] }));
  },
  emit: (emitter, inputs, dzs, { backwards, sequences }, node) => {
    const ways = backwards.length;
    const [, rows, width] = (node.inputs[2 * ways] as Value).shape as [number, number, number];
    const batch = rows / ways;
    const dys = inputs.slice(0, ways);
    const turned = inputs.slice(ways, 2 * ways);
    const kept = inputs.slice(2 * ways, 2 * ways + 3);
    const mask = inputs[2 * ways + 3];
    const masked = mask ? emitter.node("Sub", [emitter.floats([1], []), mask]) : undefined;
    const zero = emitZeros(emitter, [rows, width / LSTM_GATES]);
    emitScan(emitter, {
      states: [sequences ? zero : emitJoin(emitter, dys, 0), zero],
      scanned: [
        ...kept.map((name) => ({ name, backwards: true })),
        ...(masked ? backwards.map((back) => ({ name: masked, backwards: !back })) : []),
        ...(sequences ? dys.map((name, way) => ({ name, backwards: !backwards[way] })) : []),
      ],
      step: (body, [dhLater, dcLater], [r, a, f, ...slices]) => {
        const dyNow = sequences ? emitJoin(body, slices.slice(-ways), 0) : undefined;
        const dh = dyNow ? body.node("Add", [dyNow, dhLater as string]) : (dhLater as string);
        const dc = body.node("Add", [dcLater as string, body.node("Mul", [dh, a as string])]);
        const each = body.node("Concat", [dc, dc, dc, dh], { axis: 1n });
        const dz = emitSplit(body, body.node("Mul", [each, r as string]), ways, batch, 0);
        const through = emitJoin(
          body,
          dz.map((own, way) => body.node("MatMul", [own, turned[way] as string])),
          0,
        );
        // A masked step hands on what came to it: a and r are 0 there, and f is 1.
        const past = masked ? body.node("Mul", [dh, emitJoin(body, slices.slice(0, ways), 0)]) : undefined;
        const dhBefore = past ? body.node("Add", [through, past]) : through;
        return { states: [dhBefore, body.node("Mul", [dc, f as string])], outputs: dz };
      },
      finalStates: [emitter.name("state"), emitter.name("cell")],
      outputs: dzs.map((name, way) => ({ name, backwards: !backwards[way] })),
    });
  },
};

/** What one direction steps with. */
export interface LstmDirection {
  /** [length, N, 4·units]: the input times its kernel and the bias, gates in Keras's order. */
  readonly projected: Value;
  /** [units, 4·units] */
  readonly recurrent: Value;
  /** From the last step to the first. */
  readonly backwards: boolean;
}

/**
 * Of each direction, the states of all steps [length, N, units], or the last one [N, units].
 * @param mask [length, N, 1]: where it is 0 the state stays as it was
 */
export function lstmSteps(
  directions: readonly LstmDirection[],
  mask: Value | undefined,
  sequences: boolean,
): readonly Value[] {
  const inputs = [
    ...directions.map(({ projected }) => projected),
    ...directions.map(({ recurrent }) => recurrent),
    ...(mask ? [mask] : []),
  ];
  const backwards = directions.map((direction) => direction.backwards);
  return apply(lstmOperator, inputs, { backwards, sequences }).slice(0, directions.length);
}
