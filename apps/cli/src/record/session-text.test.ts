import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUTTONS, EVENT_KINDS } from "@wristprint/core";
import { readDataset } from "@wristprint/datasets";
import { afterAll, expect, it } from "vitest";
import { temporaryFolder } from "../testing/small-data.js";
import type { PointerEvent } from "./pointer-source.js";
import { RECORDING_FORMAT, SESSION_HEADER, sessionLine } from "./session-text.js";

const folder = temporaryFolder();
afterAll(folder.remove);

it("writes what SapiMouse's own files hold", () => {
  expect(SESSION_HEADER).toBe("client timestamp,button,state,x,y\n");
  const at = { tMs: 15, x: 880, y: -3 };
  expect(sessionLine({ ...at, kind: "move", button: "none" })).toBe("15,NoButton,Move,880,-3\n");
  expect(sessionLine({ ...at, kind: "drag", button: "left" })).toBe("15,Left,Drag,880,-3\n");
  expect(sessionLine({ ...at, kind: "scrollUp", button: "scroll" })).toBe("15,Scroll,Up,880,-3\n");
});

it("writes every kind and button so that the reader reads the same", async () => {
  const events: PointerEvent[] = EVENT_KINDS.flatMap((kind, k) =>
    BUTTONS.map((button, b) => ({ tMs: 100 * k + b, x: k, y: -b, kind, button })),
  );
  mkdirSync(join(folder.path, "ann"));
  const text = SESSION_HEADER + events.map(sessionLine).join("");
  writeFileSync(join(folder.path, "ann", "session_2025_0314_090000_3min.csv"), text);
  const { traces, report } = await readDataset({ dir: folder.path, format: RECORDING_FORMAT });
  expect(report.rejected.rows).toBe(0);
  const [trace] = traces;
  const read = Array.from(trace?.tMs ?? [], (tMs, i) => ({
    tMs,
    x: trace?.x[i],
    y: trace?.y[i],
    kind: EVENT_KINDS[trace?.kind[i] ?? -1],
    button: BUTTONS[trace?.button[i] ?? -1],
  }));
  // The reader knows no minus zero, and neither does a screen.
  expect(read).toEqual(events.map((event) => ({ ...event, y: event.y + 0 })));
});
