import {
  type LayerDescription,
  type NetworkDescription,
  settingsText,
  sizeText,
} from "@wristprint/recognition";
import { countOf, formatCount, table } from "./table.js";

export interface NetworkOrigin {
  /** Of an architecture: where it was published. */
  readonly source?: string;
  /** Of a trained model. */
  readonly file?: { readonly path: string; readonly name: string; readonly task: string };
}

/** A network for a person at a terminal: a line for each layer, those inside others set in. */
export function describeLayers(
  network: NetworkDescription,
  { source, file }: NetworkOrigin,
  svg: string | undefined,
): string {
  const { name, input, classes, output, parameters, statistics, featureSize, receptiveField } = network;
  const kept = statistics === 0 ? "" : `, ${formatCount(statistics)} statistics`;
  return [
    file ? `${file.path}: ${file.name}, ${file.task}, architecture ${name}` : name,
    ...(source === undefined ? [] : [source]),
    "",
    table(
      ["layer", "settings", "output", "parameters", "sees"],
      network.layers.flatMap((layer) => rows(layer, "")),
    ),
    "",
    `Input ${input.length} × ${input.channels}, ${classes} outputs (${output}), ${countOf(featureSize, "feature")}`,
    `${formatCount(parameters)} parameters${kept}; a place along time sees ${receptiveField} of ${input.length} differences`,
    ...(svg === undefined ? [] : [`Drawing: ${svg}`]),
  ].join("\n");
}

type Row = readonly (string | number)[];

function rows(
  { name, settings, output, parameters, receptiveField, branches }: LayerDescription,
  indent: string,
): Row[] {
  const own: Row = [`${indent}${name}`, settingsText(settings), sizeText(output), parameters, receptiveField];
  return [
    own,
    ...branches.flatMap((branch, index) => {
      const head: Row[] =
        branches.length > 1 ? [[`${indent}  ${index + 1}.`, branch.length === 0 ? "as it is" : ""]] : [];
      const deeper = branches.length > 1 ? `${indent}     ` : `${indent}  `;
      return [...head, ...branch.flatMap((layer) => rows(layer, deeper))];
    }),
  ];
}
