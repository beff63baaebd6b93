import type { DetectionRow, ReplayEvaluation } from "@wristprint/liveness";
import { formatCount, table } from "./table.js";

/** What `replay evaluate` found, in words. */
export function describeReplay(result: ReplayEvaluation): string {
  const { given, falseAlarms } = result;
  const { paths, keys, table: row } = result.bytesPerTrackOf;
  const blocks = [
    `${formatCount(result.stored)} tracks stored, ${formatCount(result.madeUp)} of them made up`,
    `${formatCount(given.tracks)} tracks given: ${percent(given.share)} hold enough to be stored, ${percent(given.richShare)} enough to be told with all of their points moved by 3 px`,
    detectionTable("changes to tracks that hold enough for any of them", result.detection),
    detectionTable("changes to the others that are stored", result.detectionOfPlainer),
    table(
      ["changes to all of these", "found of those stored", "of all, too plain ones too"],
      result.detectionOfAll.map(({ change, rateOfStored, rate }) => [
        change,
        percent(rateOfStored),
        percent(rate),
      ]),
    ),
    detectionTable("x of a share of the points of any stored track moved", result.byOffset),
    `False alarms: ${falseAlarms.alarms} among ${formatCount(falseAlarms.probes)} honest tracks (${percent(falseAlarms.rate)}), ${result.falseAlarmsOfMadeUp.alarms} among ${formatCount(result.falseAlarmsOfMadeUp.probes)} made-up ones`,
    `A check: p50 ${result.p50Ms.toFixed(3)} ms, p99 ${result.p99Ms.toFixed(3)} ms (${result.p50ProcessorMs.toFixed(3)} and ${result.p99ProcessorMs.toFixed(3)} of the processor's time) of ${formatCount(result.checks)}; ${Math.round(result.bytesPerTrack)} bytes a track (${Math.round(paths)} its points and name, ${Math.round(keys)} its keys, ${Math.round(row)} the rest); ${formatCount(Math.round(result.tracksPerSecond))} tracks stored a second`,
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

function detectionTable(title: string, rows: readonly DetectionRow[]): string {
  if (rows.length === 0) return "";
  return table(
    [title, "found", "too plain by it", "probes"],
    rows.map(({ change, rate, tooPlain, probes }) => [change, percent(rate), percent(tooPlain), probes]),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
