// Writes batches to a store on PGlite until it is killed, and says which were acknowledged. Uses the build.
// node write-batches.mjs FOLDER RECORDING SEED
import { writeSync } from "node:fs";
import { openStore } from "../../../dist/store/open-store.js";

const [folder = "", recording = "", seed = ""] = process.argv.slice(2);
const now = () => new Date(1_760_000_000_000);
const store = await openStore({ dataFolder: folder, now });
const [project = await makeProject()] = await store.projects.list();
const { items } = await store.sessions.list(project.id, { limit: 1 });
const session = items[0] ?? (await makeSession());
say(`session ${session.id}`);

let state = Number(seed);
for (let sequence = 1; ; ) {
  // A linear congruential generator (Numerical Recipes'): how many at once, and how large.
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  const rows = Array.from({ length: 1 + (state >>> 27) }, (_, i) => ({
    session: session.id,
    recording: Number(recording),
    sequence: sequence + i,
    bytes: new Uint8Array(20 + (state >>> 20)).fill((sequence + i) & 255),
    receivedAt: now(),
  }));
  await store.recordings.appendBatches(rows);
  sequence += rows.length;
  say(`kept ${recording} ${sequence - 1}`);
}

function makeProject() {
  return store.projects.create({
    name: "Shop",
    settings: {
      fmr: 0.01,
      retentionDays: 30,
      keepEvents: false,
      findReplays: false,
      origins: [],
      enrolmentBlocks: 30,
    },
  });
}

function makeSession() {
  return store.sessions.create(project.id, { label: null, purpose: "recognition", subject: null });
}

/** @param {string} line */
function say(line) {
  writeSync(1, `${line}\n`);
}
