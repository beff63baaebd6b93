import { protocolOf } from "../protocols/registry.js";
import type { ExperimentDefinition } from "./definition.js";
import type { Member } from "./plan-members.js";

/** The protocol in one sentence, for the report. */
export function describeProtocol(definition: ExperimentDefinition): string {
  const { preprocessing, amount } = definition;
  const { scaling } = preprocessing;
  const clipped = scaling.clip === undefined ? "" : `values cut at ±${scaling.clip}, `;
  const scaled =
    scaling.kind === "none"
      ? "not scaled"
      : `${scaling.kind} scaling ${scaling.scope === "block" ? "of each block by itself" : "fitted on the training blocks"}`;
  const training =
    amount === "all"
      ? "all other blocks for training"
      : `${amount} of the other blocks of each user for training`;
  const name = protocolOf(definition)?.name;
  const sentence = `${name === undefined ? "" : `Protocol ${name}: `}${heldOut(definition)}, ${training}${againstImpostors(definition)}${beyondPlain(definition)}; ${cutting(preprocessing)}, ${clipped}${scaled}.`;
  return preprocessing.windows === undefined ? sentence : sentence.replaceAll("block", "window");
}

function againstImpostors({ task, oneClass, balance, impostors }: ExperimentDefinition): string {
  if (oneClass) {
    const { input } = oneClass;
    const features =
      typeof input === "object" ? ", through a network that learnt from other people than these" : "";
    return `; each model learns from its owner's blocks alone${features}`;
  }
  if (task === "identification") return "";
  const against =
    balance === "positive"
      ? "as many impostor blocks as genuine ones"
      : "every impostor block, genuine ones to their number";
  const known =
    impostors === undefined
      ? "the impostors of the test being users whose other blocks were in training"
      : `of ${Math.round(impostors.trainingShare * 100)} % of the other users, the rest, whom the model never saw, being the impostors of the test`;
  return `; ${against}, ${known}`;
}

function beyondPlain({ initial, hardCases, synthetic, training }: ExperimentDefinition): string {
  const rest = initial?.layers === "all" ? "" : " but for the output layer";
  return [
    initial && `begun with the weights of another model${initial.frozen ? ", frozen" : ""}${rest}`,
    hardCases && "blocks that earlier models got wrong taken more often",
    synthetic && "made-up variants of the owner's blocks added",
    training?.members && `each model ${membersOf(training.members)}`,
  ]
    .map((phrase) => (phrase === undefined ? "" : `; ${phrase}`))
    .join("");
}

function membersOf(members: number | readonly Member[]): string {
  return typeof members === "number"
    ? `the mean of ${members} networks`
    : `the mean of ${members.length} networks: ${members.map(memberOf).join(", ")}`;
}

function memberOf(member: Member): string {
  if (typeof member === "string") return member;
  return [member.architecture, member.signal].filter((word) => word !== undefined).join(" on ");
}

function cutting(preprocessing: ExperimentDefinition["preprocessing"]): string {
  const { windows, signal, blockSize, stride = blockSize, trainingStride = stride, chunks } = preprocessing;
  const { thinning, trainingSize } = preprocessing;
  if (windows !== undefined) {
    const { pauseMs, shortest, length } = windows;
    const kept =
      length === undefined
        ? "lengths within Tukey's fences"
        : `lengths from ${length.shortest} to ${length.longest} events`;
    return `movements between pauses of ${pauseMs} ms, of ${shortest} events or more, ${kept}, longer ones cut, shorter ones filled up with zeros in front`;
  }
  const every = stride === blockSize ? "" : `, one every ${stride}`;
  const stretches = trainingSize === undefined ? "" : ` and shifted at random in ${trainingSize} differences`;
  const overlap =
    trainingStride === stride && stretches === ""
      ? every
      : `${every}, in training one every ${trainingStride}${stretches}`;
  const leftovers = chunks === "drop" ? "leftovers dropped" : "leftovers concatenated";
  const thinned = thinning
    ? `, recordings thinned to an event every ${Number(thinning.intervalMs.toFixed(1))} ms`
    : "";
  return `${blockSize} differences a block (${signal})${overlap}${cleaned(preprocessing)}${thinned}, ${leftovers}`;
}

function cleaned({ cleanUp }: ExperimentDefinition["preprocessing"]): string {
  if (cleanUp === undefined) return "";
  const { limitPx, scroll, dropPastS } = cleanUp;
  const slow = dropPastS === undefined ? "" : ` and steps longer than ${dropPastS} s`;
  const scrolling = scroll === "keep" ? "kept" : "left out";
  return `, events past ${limitPx} px${slow} left out, scroll events ${scrolling}`;
}

function heldOut({ split, development }: ExperimentDefinition): string {
  if (development === undefined) return `${partOf(split, split.by)} of each user for the test`;
  const part = partOf(development, split.by);
  const each = development.each === "session" ? " of each session that holds no block of it" : "";
  return (
    `${partOf(split, split.by)} of each user, the test, left out; of the others ` +
    `${part.charAt(0).toLowerCase()}${part.slice(1)}${each} for development, whose figures these are`
  );
}

type Split = ExperimentDefinition["split"];

function partOf({ test, order, end }: Pick<Split, "test" | "order" | "end">, by: Split["by"]): string {
  const many = "count" in test ? String(test.count) : `${Math.round(test.share * 100)} %`;
  const what = by === "blocks" ? "blocks" : "whole sessions";
  if (order === "random") return `${many} ${what} drawn at random`;
  return `${end === "first" ? "First" : "Last"} ${many} ${what}`;
}
