import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  calibrationSvg,
  memberCount,
  readEncoderDefinition,
  requireEncoderFolder,
  trainEncoder,
  writeEncoderFolder,
} from "@wristprint/recognition";
import { dataSource, formatOption, readSessions } from "../data-source.js";
import { describeVerification } from "../describe-verification.js";
import { findEncoderDefinition } from "../experiment-files.js";
import { quotedCommand } from "../quoted-command.js";
import { formatSeconds } from "../table.js";
import type { CommandModule } from "./command.js";
import { addRunOptions, CHECKPOINTS_ARE_KEPT } from "./experiment-run.js";

interface EncoderTrainOptions {
  readonly data: string;
  readonly out: string;
  readonly format?: string;
  readonly set?: readonly string[];
  readonly workers?: number;
  readonly device?: string;
}

export const encoderTrain: CommandModule<EncoderTrainOptions> = {
  words: "encoder train",
  summary: "train an encoder: a network whose signatures tell people apart whom it never saw, calibrated",
  examples: [
    [
      "encoder train sapimouse --data data/sapimouse --out models/encoder",
      "writes model.json (the card), model.onnx, cohort.safetensors, and calibration.svg, a plot",
    ],
    [
      "encoder train mine.json --data store.parquet --out models/mine --set training.epochs=8",
      "another number of epochs than mine.json says",
    ],
  ],
  whenStopped: CHECKPOINTS_ARE_KEPT,
  declare(command) {
    command
      .argument("<definition>", "a file, or a name out of experiments/encoders")
      .requiredOption("--data <path>", "a data set's folder, or a store")
      .addOption(formatOption())
      .requiredOption("--out <dir>", "the encoder's folder; one that is there is replaced");
    addRunOptions(command);
  },
  async run(context, args, { data, out, format, set = [], workers, device }) {
    const [name = ""] = args;
    const settings = [
      ...set,
      ...(format === undefined ? [] : [`data.format=${JSON.stringify(format)}`]),
      ...(context.seed === undefined ? [] : [`seed=${JSON.stringify(context.seed)}`]),
    ];
    const definition = readEncoderDefinition(findEncoderDefinition(name, context.cwd), settings);
    await requireEncoderFolder(out);
    const source = await dataSource(data, definition.data.format);
    const subjects = [...definition.data.development, ...definition.data.evaluation];
    const { traces, report } = await readSessions(context, source, { subjects });
    const began = context.clock();
    const progress = context.progress("training");
    const networks = (definition.comparison.folds + 1) * memberCount(definition);
    const { epochs } = definition.training;
    const done = new Map<string, number>();
    const checkpoints = `${out}.partial`;
    await mkdir(checkpoints, { recursive: true });
    const { files, metrics } = await trainEncoder({
      definition,
      traces,
      checkpoints,
      source: { format: report.format, command: quotedCommand(context.typed) },
      ...(workers !== undefined && { workers }),
      ...(device !== undefined && { device }),
      onEpoch(network, { epoch, loss, accuracy }) {
        done.set(network, epoch);
        const sum = [...done.values()].reduce((total, count) => total + count, 0);
        const figures = `loss ${loss.toFixed(3)}, accuracy ${accuracy.toFixed(3)}`;
        progress.update(sum, epochs * networks, `${network}, epoch ${epoch}: ${figures}`);
      },
    });
    progress.end();
    const plot = metrics && (await calibrationSvg(metrics.byBlocks));
    const written = await writeEncoderFolder(out, files, plot);
    await rm(checkpoints, { recursive: true, force: true });
    const seconds = (context.clock() - began) / 1000;
    const { card } = files;
    return {
      json: {
        name: card.name,
        version: card.version,
        seed: definition.seed,
        seconds,
        out,
        files: written,
        crossValidation: card.crossValidation,
        ...(metrics && { metrics }),
      },
      text: [
        `${card.name} ${card.version}, seed ${definition.seed}, ${formatSeconds(seconds)}`,
        "",
        ...(metrics ? [describeVerification(metrics), ""] : []),
        ...written.map((file) => join(out, file)),
      ].join("\n"),
    };
  },
};
