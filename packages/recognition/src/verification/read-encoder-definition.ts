import { readSettings } from "../experiment/read-definition.js";
import { type EncoderDefinition, parseEncoderDefinition } from "./encoder-definition.js";

/**
 * Reads what an encoder is to be from a JSON file, as `readDefinition` reads experiments.
 * @param settings changes on top, each `key=value`
 * @throws RecognitionError `bad-definition`
 */
export function readEncoderDefinition(file: string, settings: readonly string[] = []): EncoderDefinition {
  return parseEncoderDefinition(readSettings(file, settings), file);
}
