import { datasetFormat } from "@wristprint/datasets";
import type { PointerEvent } from "./pointer-source.js";

/** Recordings are files of this data set format. */
export const RECORDING_FORMAT = "sapimouse";

const { columns, kind, button } = datasetFormat(RECORDING_FORMAT);
const KIND_WORDS = wordsByMeaning(kind?.words ?? {});
const BUTTON_WORDS = wordsByMeaning(button?.words ?? {});

/** The first line of a session's file. */
export const SESSION_HEADER = `${columns.join(",")}\n`;

/** An event as a line of a session's file: ms, button, state, x, y. */
export function sessionLine({ tMs, x, y, kind, button }: PointerEvent): string {
  return `${tMs},${BUTTON_WORDS.get(button)},${KIND_WORDS.get(kind)},${x},${y}\n`;
}

/** The reader's own words turned round; of two words with one meaning, the first. */
function wordsByMeaning<Meaning>(words: Readonly<Record<string, Meaning>>): ReadonlyMap<Meaning, string> {
  return new Map(
    Object.entries(words)
      .reverse()
      .map(([word, meaning]) => [meaning, word]),
  );
}
