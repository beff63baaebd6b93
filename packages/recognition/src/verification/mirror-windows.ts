import { type Mirror, mirrorSigns } from "./mirrors.js";
import type { TrainingWindows } from "./training-windows.js";

/** Unscaled blocks, and behind them each once more for each mirror, as of another person. */
export function mirrorWindows(windows: TrainingWindows, mirrors: readonly Mirror[]): TrainingWindows {
  if (mirrors.length === 0) return windows;
  const { count, channels, data } = windows;
  const copies = mirrors.length + 1;
  const all = new Float32Array(copies * data.length);
  const session = new Int32Array(copies * count);
  all.set(data);
  session.set(windows.session);
  mirrors.forEach((mirror, index) => {
    const own = all.subarray((index + 1) * data.length, (index + 2) * data.length);
    const signs = mirrorSigns(channels, mirror);
    for (let i = 0; i < data.length; i++) {
      own[i] = (signs[i % signs.length] as number) * (data[i] as number);
    }
    session.set(windows.session, (index + 1) * count);
  });
  return {
    ...windows,
    count: copies * count,
    data: all,
    session,
    subjects: Array.from({ length: copies }, () => windows.subjects).flat(),
    classes: [
      ...windows.classes,
      ...mirrors.flatMap((mirror) => windows.classes.map((name) => `${name}, ${mirror}`)),
    ],
  };
}
