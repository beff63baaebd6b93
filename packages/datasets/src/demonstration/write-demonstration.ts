import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BUTTONS, type Button, EVENT_KINDS, type EventKind, type Trace } from "@wristprint/core";
import { RECORDER_BUTTONS, RECORDER_STATES } from "../formats/words.js";
import { type DemonstrationOptions, generateDemonstration } from "./generate-demonstration.js";

export interface WrittenDemonstration {
  readonly sessions: number;
  readonly subjects: number;
  readonly events: number;
}

/**
 * Writes the demonstration data as files in Balabit's layout (training_files, test_files, public_labels.csv),
 * to be read and imported as `balabit`. Files that are there already are overwritten. Throws a DatasetError
 * `bad-options`, and what the file system answers.
 */
export async function writeDemonstration(
  dir: string,
  options: DemonstrationOptions = {},
): Promise<WrittenDemonstration> {
  const labels = ["filename,is_illegal"];
  const subjects = new Set<string>();
  let sessions = 0;
  let events = 0;
  for (const trace of generateDemonstration(options)) {
    const folder = join(dir, `${trace.part}_files`, trace.subject);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, trace.session), recording(trace));
    if (trace.part === "test") labels.push(`${trace.session},${trace.genuine ? 0 : 1}`);
    subjects.add(trace.subject);
    sessions++;
    events += trace.tMs.length;
  }
  await writeFile(join(dir, "public_labels.csv"), `${labels.join("\n")}\n`);
  return { sessions, subjects: subjects.size, events };
}

/** A session's file as Balabit's recorder writes it: both clocks in seconds. */
function recording({ tMs, x, y, kind, button }: Trace): string {
  const lines = ["record timestamp,client timestamp,button,state,x,y"];
  for (let i = 0; i < tMs.length; i++) {
    const seconds = ((tMs[i] as number) / 1000).toFixed(3);
    const state = STATE_WORDS[kind[i] as number];
    lines.push(`${seconds},${seconds},${BUTTON_WORDS[button[i] as number]},${state},${x[i]},${y[i]}`);
  }
  return `${lines.join("\n")}\n`;
}

const STATE_WORDS = EVENT_KINDS.map((kind) => wordFor<EventKind>(RECORDER_STATES, kind));
const BUTTON_WORDS = BUTTONS.map((button) => wordFor<Button>(RECORDER_BUTTONS, button));

function wordFor<Meaning>(words: Readonly<Record<string, Meaning>>, meaning: Meaning): string {
  const found = Object.entries(words).find(([, candidate]) => candidate === meaning);
  return found === undefined ? "" : found[0];
}
