/** Live recognition under load: the real server and predictor, and visitors over WebSockets, on this machine. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Session } from "@wristprint/api";
import { quantile, type StreamPreprocessing } from "@wristprint/core";
import type { Benchmark, BenchmarkRow } from "../benchmark.js";
import { type ApiClient, createApiClient, signIn } from "./api-client.js";
import { enrolPeople } from "./enrol-people.js";
import type { GeneratorResult } from "./generator-messages.js";
import { type Judgement, judgeVisits } from "./judge-visits.js";
import { childrenOf } from "./process-usage.js";
import { type ServerProcess, startServer } from "./server-process.js";
import { LIVE_SETTINGS, type LiveSettings } from "./settings.js";
import { startGenerator } from "./start-generator.js";
import { coresBusy, coresUsed, growthPerHour, type ProcessWatch, watchProcesses } from "./watch-processes.js";

const CARD = fileURLToPath(new URL("../../../models/encoder/model.json", import.meta.url));
const SAMPLE_MS = 10_000;
const PAGE = 100;
const NAMES = ["server", "predictor", "generator"] as const;

export const liveBenchmark: Benchmark = {
  name: "live",
  description:
    "sessions over WebSockets to decisions, with the server, its predictor and the load on this machine",
  settings: LIVE_SETTINGS,
  async run({ settings, onProgress = () => {} }) {
    const folder = mkdtempSync(join(tmpdir(), "wristprint-bench-live-"));
    try {
      return await measure({ ...defaults(), ...settings }, folder, onProgress);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function defaults(): LiveSettings {
  const values = Object.entries(LIVE_SETTINGS).map(([name, { value }]) => [name, value]);
  return Object.fromEntries(values) as LiveSettings;
}

async function measure(
  settings: LiveSettings,
  folder: string,
  say: (line: string) => void,
): Promise<BenchmarkRow[]> {
  const { preprocessing } = JSON.parse(readFileSync(CARD, "utf8")) as { preprocessing: StreamPreprocessing };
  let server = await startServer(folder, say, profilerWords());
  try {
    const { call: console } = await signIn(server.address, "a benchmark's own password");
    const { id: project } = await console("createProject", { body: { name: "bench" } });
    const { secret: key } = await console("createKey", { params: { project }, body: { name: "bench" } });
    const headers = { authorization: `Bearer ${key}` };
    const people = await enrolPeople(
      server.address,
      createApiClient(server.address, headers),
      project,
      settings.subjects,
    );
    const task = { address: server.address, project, key, subjects: people, settings };
    const generator = startGenerator(task, ({ open, batches, blocks }) =>
      say(`${open} sessions open, ${batches} batches sent, ${blocks} blocks decided on`),
    );
    let watch: ProcessWatch | undefined;
    try {
      await Promise.race([generator.allBegun, generator.result]);
      watch = watchProcesses(pidsOf(server, generator.pid), SAMPLE_MS, ({ atS, usage }) => {
        const rss = [...usage].map(([name, { rssMiB }]) => `${name} ${Math.round(rssMiB)} MiB`);
        say(`${Math.round(atS)} s: ${rss.join(", ")}`);
      });
      const end = setTimeout(() => watch?.stop(), 1000 * settings.seconds);
      const result = await generator.result;
      clearTimeout(end);
      say("starting the server again, to see what it has kept");
      await server.stop();
      server = await startServer(folder, say);
      const known = new Set(result.visits.map(({ session }) => session));
      const stored = await readSessions(createApiClient(server.address, headers), project, known);
      for (const [reason, count] of countReasons(result)) say(`${count} connections ended: ${reason}`);
      const judged = judgeVisits(result, stored, settings.rate, preprocessing);
      return [
        ...rowsOf(judged),
        ...usageRows(watch),
        row("lateness of the generator, p99", result.lateMs.p99, "ms"),
      ];
    } finally {
      watch?.stop();
      generator.stop();
    }
  } finally {
    await server.stop();
  }
}

/** Why connections ended, other than by the visitor. */
function countReasons({ visits }: GeneratorResult): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { breaks, closed } of visits) {
    for (const why of closed === null ? breaks : [...breaks, closed])
      counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return counts;
}

function profilerWords(): string[] {
  const folder = process.env.WRISTPRINT_BENCH_PROFILES;
  return folder === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", folder];
}

function pidsOf(server: ServerProcess, generator: number): ReadonlyMap<string, number> {
  const [predictor] = childrenOf(server.pid);
  return new Map([
    ["server", server.pid],
    ...(predictor === undefined ? [] : [["predictor", predictor] as const]),
    ["generator", generator],
  ]);
}

/** All sessions of the visits, once a server that has just started has read its recordings and scored what was left. */
async function readSessions(call: ApiClient, project: string, known: ReadonlySet<string>) {
  for (let before = "", same = 0; ; ) {
    const sessions = new Map<string, Session>();
    let after: string | undefined;
    do {
      const query = { limit: PAGE, ...(after !== undefined && { after }) };
      const page = await call("listSessions", { params: { project }, query });
      for (const session of page.items) if (known.has(session.id)) sessions.set(session.id, session);
      after = page.next ?? undefined;
    } while (after !== undefined);
    const counts = JSON.stringify([...sessions.values()].map(({ batches, scored }) => [batches, scored]));
    same = counts === before ? same + 1 : 0;
    if (same === 5) return sessions;
    before = counts;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function rowsOf(judged: Judgement): BenchmarkRow[] {
  const { decisionMs } = judged;
  const at = (share: number) => (decisionMs.length === 0 ? Number.NaN : quantile(decisionMs, share));
  return [
    row("last event of a block to its decision, p50", at(0.5), "ms"),
    row("last event of a block to its decision, p95", at(0.95), "ms"),
    row("last event of a block to its decision, p99", at(0.99), "ms"),
    row("last event of a block to its decision, most", at(1), "ms"),
    row("blocks that this is of", decisionMs.length, "blocks"),
    row("sessions", judged.sessions, "sessions"),
    row("batches sent", judged.batches, "batches"),
    row("connections that broke and were made again", judged.breaks, "connections"),
    row("sessions of which the server would have no more", judged.refused, "sessions"),
    row("batches not acknowledged", judged.unacknowledged, "batches"),
    row(
      "sessions with other events than were sent, after a new start",
      judged.sessionsOtherThanSent,
      "sessions",
    ),
    row("blocks more or fewer than offline, after a new start", judged.blocksOtherThanOffline, "blocks"),
    row("blocks of whose decision no word came", judged.blocksNotTold, "blocks"),
  ];
}

function usageRows({ samples }: ProcessWatch): BenchmarkRow[] {
  const rows = NAMES.flatMap((name) => {
    const rss = samples.flatMap(({ usage }) => usage.get(name)?.rssMiB ?? []);
    return [
      row(`CPU of the ${name}`, coresUsed(samples, name) ?? Number.NaN, "cores"),
      row(`memory of the ${name} at the end`, rss.at(-1) ?? Number.NaN, "MiB"),
      row(
        `memory of the ${name}, growth in the later half`,
        growthPerHour(samples, name) ?? Number.NaN,
        "MiB/h",
      ),
    ];
  });
  return [...rows, row("CPU of the whole machine, others' work included", coresBusy(samples), "cores")];
}

function row(name: string, value: number, unit: string): BenchmarkRow {
  return { name, value, unit, peer: null, peerValue: null, ratio: null };
}
